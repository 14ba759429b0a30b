import type { Highs, InitOptions } from 'highs';

/** Loads HiGHS. Its types describe the CommonJS build, whose default export stands one level deeper than in the module. */
export async function loadSolver(): Promise<Highs> {
  const { default: load } = (await import('highs')) as unknown as { default(options?: InitOptions): Promise<Highs> };
  return load();
}
