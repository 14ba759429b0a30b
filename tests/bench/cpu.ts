import { readdirSync, readFileSync } from 'node:fs';

/** A tick of the kernel's accounts, as `getconf CLK_TCK` has it on Linux. */
const TICK_MS = 10;

interface Process {
  parent: number;
  /** Milliseconds of the processor, its own. */
  own: number;
  /** Milliseconds of children that have ended. */
  ended: number;
}

function processOf(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { parent, own: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** Milliseconds of the processor that a process and its children took so far; 0 where there is no /proc. */
export function cpuOfTree(pid: number): number {
  const root = processOf(pid);
  if (!root) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, child) => sum + child.own, root.own + root.ended);
}

/** The process that a process was started by; 0 where there is no /proc. */
export function parentOf(pid: number): number {
  return processOf(pid)?.parent ?? 0;
}
