'use client';

import { StockDocument, type StockItemPartsFragment } from '@yimen/schema/documents';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money, RoundMoney } from '@/lib/money';
import { ActionButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { CountDialog } from './count-dialog';
import { CountsSection } from './counts-section';
import { IssueDialog } from './issue-dialog';
import { ItemDialog } from './item-dialog';
import { ReceiveDialog } from './receive-dialog';
import styles from './stock.module.css';

const ACTIONS = ['issue', 'receive', 'count', 'add'] as const;
type Action = (typeof ACTIONS)[number];

/** The goods that organisations keep for families: what there is, what runs out, what expires. */
export function StockPage() {
  const t = useTranslations('stock');
  const { message } = App.useApp();
  const [query, reload] = useQuery({ query: StockDocument });
  const [dialog, setDialog] = useState<Action>();
  const again = () => reload({ requestPolicy: 'network-only' });
  const close = () => setDialog(undefined);
  const done = () => {
    message.success(t(`told.${dialog as Action}`));
    close();
    again();
  };
  const actions = query.data?.stockActions ?? [];
  const items = query.data?.stock ?? [];
  const needsGoods = (action: Action) => action !== 'add' && items.length === 0;
  return (
    <Page
      title={t('title')}
      extra={ACTIONS.filter((action) => !needsGoods(action)).map((action) => (
        <ActionButton
          key={action}
          action={action}
          allowedActions={actions}
          type={action === 'issue' ? 'primary' : 'default'}
          onClick={() => setDialog(action)}
        >
          {t(action)}
        </ActionButton>
      ))}
    >
      <p className="quiet">{t('hint')}</p>
      <QueryBoundary query={query} retry={again}>
        {({ stock, stockCounts }) =>
          stock.length === 0 ? (
            <EmptyState title={t('none')} hint={t(actions.length > 0 ? 'noneHint' : 'noneHintRead')} />
          ) : (
            <>
              <Totals items={stock} />
              <section className="paper" aria-labelledby="goods">
                <h2 id="goods">{t('list')}</h2>
                <GoodsTable items={stock} />
              </section>
              <CountsSection counts={stockCounts} onDone={again} />
            </>
          )
        }
      </QueryBoundary>
      {dialog === 'add' && <ItemDialog onClose={close} onDone={done} />}
      {dialog === 'receive' && (
        <ReceiveDialog departmentCode={items[0]?.department.code} onClose={close} onDone={done} />
      )}
      {dialog === 'issue' && <IssueDialog departmentCode={items[0]?.department.code} onClose={close} onDone={done} />}
      {dialog === 'count' && <CountDialog items={items} onClose={close} onDone={done} />}
    </Page>
  );
}

function Totals({ items }: { items: readonly StockItemPartsFragment[] }) {
  const t = useTranslations('stock');
  const sum = (key: 'stockFen' | 'issuedFen') => items.reduce((total, item) => total + item[key], 0);
  return (
    <dl className={styles.totals}>
      {(['stockFen', 'issuedFen'] as const).map((key) => (
        <div key={key}>
          <dt className="quiet">{t(key)}</dt>
          <dd>
            <RoundMoney fen={sum(key)} />
          </dd>
        </div>
      ))}
      <div>
        <dt className="quiet">{t('toDo')}</dt>
        <dd>{t('kinds', { count: items.filter(({ isLow, expiresSoon }) => isLow || expiresSoon).length })}</dd>
      </div>
    </dl>
  );
}

function GoodsTable({ items }: { items: readonly StockItemPartsFragment[] }) {
  const t = useTranslations('stock');
  const b = useBilingual();
  const { today } = useViewer();
  return (
    <ListTable
      rowKey="id"
      small
      rows={items}
      columns={[
        {
          title: t('item'),
          key: 'name',
          render: (_, { id, name, department }) => (
            <div>
              <Link href={`/stock/${id}`}>{name}</Link>
              <div className="quiet">{b(department.name)}</div>
            </div>
          ),
        },
        {
          title: t('quantity'),
          key: 'quantity',
          render: (_, { quantity, unit, isLow, lowQuantity, boundQuantity }) => (
            <div>
              {t('amount', { count: quantity, unit })}
              {isLow && <div className={styles.late}>{t('isLow', { count: lowQuantity })}</div>}
              {boundQuantity > 0 && <div className="quiet">{t('bound', { count: boundQuantity })}</div>}
            </div>
          ),
        },
        {
          title: t('expiresOn'),
          key: 'expires',
          render: (_, { nextExpiry, expiresSoon, expiredQuantity }) =>
            nextExpiry && (
              <div className={expiresSoon ? styles.late : undefined}>
                {nextExpiry}
                {nextExpiry < today && <div>{t('expired', { count: expiredQuantity })}</div>}
              </div>
            ),
        },
        { title: t('families'), key: 'families', render: (_, { families }) => t('familiesOf', { count: families }) },
        { title: t('stockFen'), key: 'worth', align: 'right', render: (_, { stockFen }) => <Money fen={stockFen} /> },
      ]}
    />
  );
}
