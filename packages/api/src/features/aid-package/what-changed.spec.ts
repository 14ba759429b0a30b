import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import type { ComparedItem, ComposedItem, Composition, Effect } from '../../policy/compose-package.js';
import { outdatedItems, whatChanged } from './what-changed.js';

const { pack } = getCounty('yichuan');
const nameOf = (code: string) => ({ zh: code, en: code });

function buildItem(programCode: string, amountFen: number | null): ComposedItem {
  return {
    programCode,
    department: 'MCA',
    personId: null,
    variantCode: null,
    amountFen,
    chosenFen: null,
    entitledFen: amountFen,
    minFen: null,
    maxFen: null,
    stepFen: null,
    planOnly: false,
    form: 'cash_one_off',
    period: 'per_event',
    order: 1,
    outcome: 'ELIGIBLE',
    cappedBy: null,
  };
}

function buildDropped(programCode: string, keptProgram: string): Effect {
  const ruleWords = { zh: '只享受一项', en: 'only one' };
  const money = { beforeFen: 300_000, afterFen: null, deltaFen: -300_000 };
  return {
    kind: 'dropped',
    programCode,
    personId: null,
    ruleCode: 'G',
    ruleWords,
    keptProgram,
    words: ruleWords,
    ...money,
  };
}

function buildComposition(items: ComposedItem[], effects: Effect[] = []): Composition {
  const coverage = {
    costFen: null,
    insurancePaidFen: 0,
    needFen: null,
    alreadyFen: 0,
    coveredFen: 0,
    leftFen: null,
    monthlyFen: 0,
    segments: [],
  };
  return { items, effects, problems: [], coverage };
}

const told = (effects: Effect[]) =>
  effects.map(({ kind, programCode, deltaFen }) => `${kind} ${programCode} ${deltaFen}`);

describe('what a change won and lost', () => {
  const [urgent, expense] = [buildItem('MCA-04', 100_000), buildItem('MCA-05', 300_000)];

  it('counts the money of a newly dropped program once, and keeps explaining it at no money afterwards', () => {
    const dropped = buildComposition([expense], [buildDropped('MCA-04', 'MCA-05')]);
    const first = whatChanged(pack, { items: [urgent], choices: [{ programCode: 'MCA-04' }] }, dropped);
    expect(told(first)).toEqual(['dropped MCA-04 -100000', 'added MCA-05 300000']);
    const again = whatChanged(
      pack,
      { items: [expense], choices: [{ programCode: 'MCA-04' }, { programCode: 'MCA-05' }] },
      dropped,
    );
    expect(told(again)).toEqual(['kept_out MCA-04 0']);
  });

  it('restores it when what displaced it leaves', () => {
    const effects = whatChanged(
      pack,
      { items: [expense], choices: [{ programCode: 'MCA-04' }, { programCode: 'MCA-05' }] },
      buildComposition([urgent]),
    );
    expect(told(effects).sort()).toEqual(['removed MCA-05 -300000', 'restored MCA-04 100000']);
  });

  it('says nothing of it once it is no longer chosen', () => {
    const effects = whatChanged(
      pack,
      { items: [expense], choices: [{ programCode: 'MCA-04' }, { programCode: 'MCA-05' }] },
      buildComposition([expense]),
    );
    expect(effects).toEqual([]);
  });
});

describe('whether a package still holds', () => {
  const stored: ComparedItem[] = [buildItem('MIA-02', 700_000), buildItem('JUS-01', null)];

  it('holds when every item has the same amount', () => {
    expect(outdatedItems(stored, [...stored].reverse(), nameOf)).toEqual([]);
  });

  it('names each amount that changed, each item that fell out and each that came in', () => {
    const now = [buildItem('MIA-02', 560_000), buildItem('MCA-04', 100_000)];
    expect(outdatedItems(stored, now, nameOf).map(({ en }) => en)).toEqual([
      'MIA-02 ¥7,000 → ¥5,600',
      'JUS-01 without an amount → not in the package',
      'MCA-04 not in the package → ¥1,000',
    ]);
  });
});
