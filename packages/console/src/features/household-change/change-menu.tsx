'use client';

import { DownOutlined } from '@ant-design/icons';
import { HOUSEHOLD_CHANGES, type HouseholdChange } from '@yimen/schema';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { AccountDialog } from '../bank-account/account-dialog';
import { AddMemberDialog } from '../registry/add-member-dialog';
import { ChangeDialog } from './change-dialog';
import type { Household } from './change-fields';

type Chosen = Exclude<HouseholdChange, 'moved_in' | 'undone'> | 'account';

/** What may happen to a household, in groups: a child comes, people go, the household, its people. */
const GROUPS: readonly (readonly Chosen[])[] = [
  ['born'],
  ['moved', 'left', 'died'],
  ['head_changed', 'split', 'merged', 'relocated'],
  ['hukou_changed', 'carer_named', 'carer_ended', 'account'],
];

/** The changes of a household that one may record; absent for whoever may not. */
export function ChangeMenu({ household }: { household: Household }) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const [chosen, setChosen] = useState<Chosen>();
  if (!household.allowedActions.some(({ action }) => action === 'edit')) return null;
  const close = () => setChosen(undefined);
  const isCared = household.members.some(({ carers }) => carers.some(({ until }) => until === null));
  const items = GROUPS.flatMap((group, index) => [
    ...(index > 0 ? [{ type: 'divider' as const, key: `line-${index}` }] : []),
    ...group
      .filter((kind) => kind !== 'carer_ended' || isCared)
      .map((kind) => ({ key: kind, label: kind === 'account' ? t('account.menu') : b(HOUSEHOLD_CHANGES[kind]) })),
  ]);
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => setChosen(key as Chosen) }}>
        <Button>
          {t('menu')} <DownOutlined />
        </Button>
      </Dropdown>
      {chosen === 'born' && <AddMemberDialog household={household} born open onClose={close} />}
      {chosen === 'account' && <AccountDialog household={household} onClose={close} />}
      {chosen && chosen !== 'born' && chosen !== 'account' && (
        <ChangeDialog kind={chosen} household={household} onClose={close} />
      )}
    </>
  );
}
