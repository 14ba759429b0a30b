'use client';

import {
  OFF_REGISTER,
  REGISTER_REASONS,
  REGISTER_SOURCES,
  type RegisterReason,
  type RegisterSource,
} from '@yimen/schema';
import { RegisterSpellsDocument, type RegisterSpellsQuery } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { ActionButton } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { ChangeDialog } from './change-dialog';
import { LEVELS, useLevelName } from './level-words';
import styles from './register.module.css';

type Spell = RegisterSpellsQuery['registerSpells']['nodes'][number];
type Filters = Partial<Record<'township' | 'level' | 'cameFrom' | 'since' | 'after', string>>;

interface SpellsSectionProps {
  filters: Filters;
  onFilter: (patch: Partial<Record<keyof Filters, string | undefined>>) => void;
  /** Something on the register has changed. */
  onChange: () => void;
}

const PAGE = 50;

/** Who stands on the register now. */
export function SpellsSection({ filters, onFilter, onChange }: SpellsSectionProps) {
  const t = useTranslations('register');
  const levelName = useLevelName();
  const locale = useLocale();
  const { township, level, cameFrom, since, after } = filters;
  const filter = { township, level, cameFrom, since };
  const [query, reload] = useQuery({ query: RegisterSpellsDocument, variables: { filter, first: PAGE, after } });
  const search = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  const levels = LEVELS.map((value) => ({ value, label: levelName(value) }));
  return (
    <section className="paper" aria-labelledby="spells">
      <div className="row">
        <h2 id="spells">{t('spells')}</h2>
        <Button href={`/api/register/households.xlsx?${search}&lang=${locale}`} download>
          {t('export')}
        </Button>
      </div>
      <search className={`row ${styles.filters}`}>
        <Select
          className={styles.choice}
          aria-label={t('level')}
          placeholder={t('level')}
          allowClear
          value={level}
          options={levels}
          onChange={(value?: string) => onFilter({ level: value })}
        />
        <Select
          className={styles.choice}
          aria-label={t('cameFrom')}
          placeholder={t('cameFrom')}
          allowClear
          value={cameFrom}
          options={[{ value: OFF_REGISTER, label: levelName(OFF_REGISTER, 'from') }, ...levels]}
          onChange={(value?: string) => onFilter({ cameFrom: value })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ registerSpells: { nodes, total, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={t('nobody')} />
          ) : (
            <div className="stack">
              <SpellsTable spells={nodes} onChange={onChange} />
              <CursorPager
                total={total}
                after={after}
                nextCursor={nextCursor}
                onGo={(cursor) => onFilter({ after: cursor })}
              />
            </div>
          )
        }
      </QueryBoundary>
    </section>
  );
}

function SpellsTable({ spells, onChange }: { spells: readonly Spell[]; onChange: () => void }) {
  const t = useTranslations('register');
  const b = useBilingual();
  const levelName = useLevelName();
  const [changing, setChanging] = useState<Spell>();
  return (
    <>
      <ListTable
        small
        rowKey={({ id }) => id}
        rows={spells}
        columns={[
          {
            title: t('household'),
            render: (_, { personName, householdId, householdCode, personal, people }) => (
              <>
                {householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName}
                <div className="quiet">
                  {householdCode} · {personal ? t('onePerson') : t('peopleCount', { people })}
                </div>
              </>
            ),
          },
          {
            title: t('place'),
            render: (_, { townshipName, villageName }) => (
              <>
                {b(townshipName)} <span className="quiet">{villageName}</span>
              </>
            ),
          },
          { title: t('level'), render: (_, { level }) => levelName(level) },
          { title: t('since'), render: (_, { beganOn }) => beganOn },
          {
            title: t('howCame'),
            render: (_, { cameFrom, reason, source, note }) => (
              <>
                {levelName(cameFrom, 'from')} · {b(REGISTER_REASONS[reason as RegisterReason])}
                {note && `：${note}`}
                <div className="quiet">{b(REGISTER_SOURCES[source as RegisterSource])}</div>
              </>
            ),
          },
          {
            title: t('before'),
            render: (_, { history }) =>
              history.length > 1
                ? history
                    .slice(1)
                    .map(({ onDay, toLevel }) => `${onDay} ${levelName(toLevel)}`)
                    .join('；')
                : '—',
          },
          {
            title: t('actions'),
            render: (_, spell) => (
              <ActionButton
                action="record"
                size="small"
                allowedActions={spell.allowedActions}
                aria-label={t('changeOf', { name: spell.personName })}
                onClick={() => setChanging(spell)}
              >
                {t('change')}
              </ActionButton>
            ),
          },
        ]}
      />
      {changing && (
        <ChangeDialog
          subject={{
            householdId: changing.subjectHouseholdId,
            personId: changing.personId,
            name: changing.personName,
            level: changing.level,
          }}
          onClose={() => setChanging(undefined)}
          onDone={() => {
            setChanging(undefined);
            onChange();
          }}
        />
      )}
    </>
  );
}
