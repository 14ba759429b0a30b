import { AbilityBuilder, createMongoAbility } from '@casl/ability';
import { describe, expect, it } from '@jest/globals';
import { type Actor, type AppAbility, defineAbilitiesFor, type Grant } from '@yimen/schema';
import { accessSql } from './access-sql.js';

const FIELDS = {
  townshipCode: { sql: 'c.township_code' },
  status: { sql: 'c.status' },
  departmentCodes: { sql: 'c.departments', array: true as const },
  inReview: { sql: 'exists (select from agenda)' },
  caseDepartments: { sql: 'array()', array: true as const, overlaps: (values: string) => `exists (${values})` },
};

function compile(grant: (can: Grant) => void, action = 'read'): { sql: string; params: unknown[] } {
  const { can, build } = new AbilityBuilder<AppAbility>(createMongoAbility);
  grant(can);
  const params: unknown[] = ['before'];
  return { sql: accessSql(build(), action, 'Case', FIELDS, params), params };
}

describe('accessSql', () => {
  it('opens nothing that nobody granted', () => {
    expect(compile(() => undefined)).toEqual({ sql: 'false', params: ['before'] });
    expect(compile((can) => can('read', 'Household')).sql).toBe('false');
    expect(compile((can) => can('edit', 'Case')).sql).toBe('false');
  });

  it('opens everything when a grant has no condition, whatever else is granted', () => {
    const both = (can: Grant) => {
      can('read', 'Case', { townshipCode: 'T01' });
      can('read', 'Case');
    };
    expect(compile(both).sql).toBe('true');
  });

  it('joins the conditions of a grant with and, grants with or, and numbers values after those before', () => {
    const { sql, params } = compile((can) => {
      can('read', 'Case', { townshipCode: 'T01', status: { $in: ['open', 'adopted'] } });
      can('read', 'Case', { departmentCodes: 'CHA' });
    });
    const [areaAndStatus, concerned] = sql
      .slice(1, -1)
      .split(' or ')
      .sort((a, b) => b.length - a.length);
    expect(sql).toMatch(/^\(.+ or .+\)$/);
    const place = (value: unknown) =>
      `$${params.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)) + 1}`;
    expect(areaAndStatus).toBe(`c.township_code = ${place('T01')} and c.status = any(${place(['open', 'adopted'])})`);
    expect(concerned).toBe(`${place('CHA')} = any(c.departments)`);
    expect(params).toHaveLength(4);
  });

  it('matches a column of several values by overlap', () => {
    const { sql, params } = compile((can) => can('read', 'Case', { departmentCodes: { $in: ['CHA', 'RC'] } }));
    expect(sql).toBe('(c.departments && $2)');
    expect(params).toEqual(['before', ['CHA', 'RC']]);
  });

  it('asks for rows elsewhere as the field says, so that they are found by an index and planned as a join', () => {
    expect(compile((can) => can('read', 'Case', { inReview: true }))).toEqual({
      sql: '(exists (select from agenda))',
      params: ['before'],
    });
    const concerned = compile((can) => can('read', 'Case', { caseDepartments: 'CHA' }));
    expect(concerned).toEqual({ sql: '(exists (array[$2]))', params: ['before', 'CHA'] });
    const several = compile((can) => can('read', 'Case', { caseDepartments: { $in: ['CHA'] } }));
    expect(several).toEqual({ sql: '(exists ($2))', params: ['before', ['CHA']] });
  });

  it('matches nothing with an empty value, so that an actor without a department sees nothing', () => {
    const { sql, params } = compile((can) => can('read', 'Case', { departmentCodes: null }));
    expect(sql).toBe('(false)');
    expect(params).toEqual(['before']);
  });

  it('never puts a value into the text', () => {
    const { sql, params } = compile((can) => can('read', 'Case', { townshipCode: "x' or true --" }));
    expect(sql).toBe('(c.township_code = $2)');
    expect(params[1]).toBe("x' or true --");
  });

  it('refuses what it cannot compile, loudly', () => {
    expect(() => compile((can) => can('read', 'Case', { colour: 'red' }))).toThrow('colour');
    const { can, cannot, build } = new AbilityBuilder<AppAbility>(createMongoAbility);
    can('read', 'Case');
    cannot('read', 'Case', { status: 'open' });
    expect(() => accessSql(build(), 'read', 'Case', FIELDS, [])).toThrow('Inverted');
    expect(() => compile((grant) => grant('read', 'Case', { status: { $ne: 'open' } }))).toThrow('$ne');
  });

  it('compiles what a township clerk may read', () => {
    const clerk: Actor = { staffId: 's', name: '某', role: 'clerk', departmentCode: null, townshipCode: 'T02' };
    const params: unknown[] = [];
    expect(accessSql(defineAbilitiesFor(clerk), 'read', 'Case', FIELDS, params)).toBe('(c.township_code = $1)');
    expect(params).toEqual(['T02']);
  });
});
