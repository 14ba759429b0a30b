'use client';

import { VerifyBankAccountDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { formatDate } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import type { Household } from '../household-change/change-fields';

/** The account to which aid of a person is paid, with who checked it, and whether there were others before. */
export function AccountLines({ person }: { person: Household['members'][number] }) {
  const t = useTranslations('changes.account');
  const verify = useCommand(VerifyBankAccountDocument);
  const [account, ...former] = person.accounts;
  if (!account) return null;
  const { id, bank, holder, last4, recordedBy, recordedAt, verifiedBy, verifiedAt, allowedActions } = account;
  return (
    <div className="quiet">
      <div>
        {t('line', { bank, last4, holder })}
        {former.length > 0 && ` · ${t('former', { count: former.length })}`}
      </div>
      <div className="row">
        {verifiedBy && verifiedAt
          ? t('verified', { name: verifiedBy, day: formatDate(verifiedAt) })
          : t('unverified', { name: recordedBy, day: formatDate(recordedAt) })}
        <ActionButton
          size="small"
          action="verify"
          allowedActions={allowedActions}
          loading={verify.running}
          onClick={() => verify.run({ accountId: id })}
        >
          {t('verify')}
        </ActionButton>
      </div>
      <MutationFailure failure={verify.failure} />
    </div>
  );
}
