import type { CountyPack } from './types.js';

/** Program codes in the order of payment: `order`, then the sequence groups' member order; `applyAfter` always holds. */
export function orderOfPayment(pack: CountyPack, codes: readonly string[]): string[] {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const place = (code: string): number => {
    const groups = pack.groups.filter((group) => group.mode === 'sequence' && group.members.includes(code));
    return Math.max(-1, ...groups.map((group) => group.members.indexOf(code)));
  };
  const sorted = [...new Set(codes)].sort(
    (a, b) =>
      (programs.get(a)?.order ?? 0) - (programs.get(b)?.order ?? 0) || place(a) - place(b) || a.localeCompare(b),
  );
  const wanted = new Set(sorted);
  const done = new Set<string>();
  const visit = (code: string, path: readonly string[]): void => {
    if (done.has(code) || path.includes(code)) return;
    for (const before of programs.get(code)?.concurrency.applyAfter ?? []) {
      if (wanted.has(before)) visit(before, [...path, code]);
    }
    done.add(code);
  };
  for (const code of sorted) visit(code, []);
  return [...done];
}
