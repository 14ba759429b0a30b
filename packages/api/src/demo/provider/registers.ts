import { createHash } from 'node:crypto';

/** A record as a register gives it. */
export type DemoRecord = Record<string, string | number>;

/** A number from 0 to 99 that is always the same for one person and purpose. */
function lot(idNumber: string, purpose: string): number {
  return createHash('sha256').update(`${purpose} ${idNumber}`).digest().readUInt32BE(0) % 100;
}

function ageOf(idNumber: string): number {
  return new Date().getFullYear() - Number(idNumber.slice(6, 10));
}

type Register = (idNumber: string, age: number) => DemoRecord[];

const nothing: Register = () => [];

/** What the made-up registers hold of a made-up person: mostly what one would expect, sometimes a surprise. */
const REGISTERS: Record<string, Register> = {
  V01: () => [{ hukou_address: '宜川县', in_county: '是' }],
  V02: (id, age) =>
    age >= 25 && lot(id, 'car') < 6
      ? [{ plate: `陕J${10_000 + lot(id, 'plate')}`, class: '小型汽车', purchase_date: '2020-05-06', value: 42_000 }]
      : [],
  V03: nothing,
  V04: (id, age) =>
    age >= 20 && age < 60 && lot(id, 'job') < 10 ? [{ employer: '宜川县某某公司', base: 3_200, months: 12 }] : [],
  V05: (_id, age) => (age >= 60 ? [{ kind: '城乡居民养老金', monthly_amount: 193 }] : []),
  V06: (id, age) => (age >= 20 && age < 60 && lot(id, 'unemployed') < 8 ? [{ status: '登记失业' }] : []),
  V07: (id, age) =>
    age >= 40 && lot(id, 'home') < 4
      ? [{ address: '宜川县丹州街道', area: 92, use: '住宅', share: '全部', date: '2018-09-10' }]
      : [],
  V11: (id, age) =>
    age >= 25 && age < 65 && lot(id, 'business') < 2
      ? [{ name: '宜川县某某商贸有限公司', capital: 500_000, over_limit: '是', status: '存续' }]
      : [],
  V12: nothing,
  V13: (id, age) =>
    age >= 20 && age < 60 && lot(id, 'job') < 10 ? [{ income_kind: '工资薪金', annual_amount: 38_400 }] : [],
};

/** What the register behind an item holds of a person; undefined when the demo has no such register. */
export function demoRecords(item: string, idNumber: string): DemoRecord[] | undefined {
  return REGISTERS[item]?.(idNumber, ageOf(idNumber));
}
