'use client';

import { OFF_REGISTER, REGISTER_REASONS, type RegisterReason } from '@yimen/schema';
import { RegisterHistoryDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { ActionButton } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { ChangeDialog } from './change-dialog';
import { useLevelName } from './level-words';

/** How a household stands on the low-income register, and how it came there; for whoever reads the register. */
export function HouseholdRegister({ householdId, name }: { householdId: string; name: string }) {
  const t = useTranslations('register');
  const b = useBilingual();
  const levelName = useLevelName();
  const [changing, setChanging] = useState(false);
  const [query, reload] = useQuery({ query: RegisterHistoryDocument, variables: { householdId } });
  if (query.data && !query.data.registerActions.some(({ action }) => action === 'list')) return null;
  return (
    <section aria-labelledby="register" className="stack">
      <h2 id="register">{t('title')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })} skeletonRows={2}>
        {({ registerHistory, registerActions }) => {
          const level = registerHistory.find(({ personName }) => !personName)?.toLevel ?? OFF_REGISTER;
          return (
            <>
              <div className="row">
                <span>{t('standsAt', { level: level === OFF_REGISTER ? t('off') : levelName(level) })}</span>
                <ActionButton
                  action="record"
                  size="small"
                  allowedActions={registerActions}
                  onClick={() => setChanging(true)}
                >
                  {t('change')}
                </ActionButton>
              </div>
              {registerHistory.length === 0 ? (
                <p className="quiet">{t('neverOn')}</p>
              ) : (
                <ListTable
                  small
                  rowKey={({ id }) => id}
                  rows={registerHistory}
                  columns={[
                    { title: t('onDay'), render: (_, { onDay }) => onDay },
                    { title: t('from'), render: (_, { fromLevel }) => levelName(fromLevel, 'from') },
                    {
                      title: t('to'),
                      render: (_, { toLevel, personName }) =>
                        personName ? `${levelName(toLevel)}（${personName}）` : levelName(toLevel),
                    },
                    { title: t('reason'), render: (_, { reason }) => b(REGISTER_REASONS[reason as RegisterReason]) },
                    { title: t('note'), render: (_, { note }) => note ?? '—' },
                    { title: t('recordedBy'), render: (_, { recordedBy }) => recordedBy },
                  ]}
                />
              )}
              {changing && (
                <ChangeDialog
                  subject={{ householdId, personId: null, name, level }}
                  onClose={() => setChanging(false)}
                  onDone={() => {
                    setChanging(false);
                    reload({ requestPolicy: 'network-only' });
                  }}
                />
              )}
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}
