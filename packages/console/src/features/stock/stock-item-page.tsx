'use client';

import { StockItemPageDocument, type StockItemPageQuery, TakeBackGoodsDocument } from '@yimen/schema/documents';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, Page } from '@/lib/page';
import { ReasonDialog } from '@/lib/reason-dialog';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { ItemDialog } from './item-dialog';
import styles from './stock.module.css';

type Movement = NonNullable<StockItemPageQuery['stockItem']>['movements'][number];

/** One kind of goods: where each came from, and where it went. */
export function StockItemPage({ id }: { id: string }) {
  const t = useTranslations('stock');
  const { message } = App.useApp();
  const [query, reload] = useQuery({ query: StockItemPageDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const [editing, setEditing] = useState(false);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ stockItem: item }) =>
        item ? (
          <Page
            title={item.name}
            breadcrumb={[{ title: t('title'), href: '/stock' }, { title: item.name }]}
            extra={
              <ActionButton action="edit" allowedActions={item.allowedActions} onClick={() => setEditing(true)}>
                {t('edit')}
              </ActionButton>
            }
          >
            <p>
              <strong>{t('amount', { count: item.quantity, unit: item.unit })}</strong>{' '}
              <span className="quiet">{t('familiesOf', { count: item.families })}</span>
            </p>
            <section className="paper" aria-labelledby="movements">
              <h2 id="movements">{t('movements')}</h2>
              {item.movements.length === 0 ? (
                <p className="quiet">{t('noMovements')}</p>
              ) : (
                <MovementsTable movements={item.movements} onDone={again} />
              )}
            </section>
            {editing && (
              <ItemDialog
                item={item}
                onClose={() => setEditing(false)}
                onDone={() => {
                  setEditing(false);
                  message.success(t('told.edit'));
                  again();
                }}
              />
            )}
          </Page>
        ) : (
          <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
        )
      }
    </QueryBoundary>
  );
}

function MovementsTable({ movements, onDone }: { movements: readonly Movement[]; onDone: () => void }) {
  const t = useTranslations('stock');
  const [wrong, setWrong] = useState<Movement>();
  const takeBack = useCommand(TakeBackGoodsDocument);
  return (
    <>
      <ListTable
        rowKey="id"
        small
        rows={movements}
        columns={[
          { title: t('day'), key: 'on', dataIndex: 'on' },
          { title: t('kind'), key: 'kind', render: (_, { kind }) => t(`kinds_.${kind}`) },
          { title: t('quantity'), key: 'quantity', align: 'right', dataIndex: 'quantity' },
          { title: t('where'), key: 'where', render: (_, movement) => <Where movement={movement} /> },
          { title: t('recordedBy'), key: 'by', dataIndex: 'recordedBy' },
          {
            title: '',
            key: 'actions',
            render: (_, movement) => (
              <ActionButton
                size="small"
                action="take_back"
                allowedActions={movement.allowedActions}
                onClick={() => setWrong(movement)}
              >
                {t('takeBack')}
              </ActionButton>
            ),
          },
        ]}
      />
      {wrong && (
        <ReasonDialog
          title={t('takeBack')}
          hint={t(wrong.kind === 'issued' ? 'takeBackIssued' : 'takeBackReceived')}
          command={takeBack}
          onSubmit={({ reason }) => takeBack.run({ movementId: wrong.id, reason })}
          onDone={() => {
            setWrong(undefined);
            onDone();
          }}
          onClose={() => setWrong(undefined)}
        />
      )}
    </>
  );
}

function Where({ movement }: { movement: Movement }) {
  const t = useTranslations('stock');
  const b = useBilingual();
  const { line, donationId, donationNumber, document, caseNumber, signedBy, note, expiresOn } = movement;
  return (
    <div className={styles.where}>
      {caseNumber && <div>{t('toCase', { number: caseNumber, name: signedBy ?? '' })}</div>}
      {donationId && (
        <div>
          {t('gift')} <Link href={`/donations/${donationId}`}>{donationNumber}</Link>
        </div>
      )}
      {line && <div>{t('boughtFrom', { line: b(line), document })}</div>}
      {expiresOn && <div className="quiet">{t('goodUntil', { day: expiresOn })}</div>}
      {note && <div className="quiet">{note}</div>}
    </div>
  );
}
