'use client';

import { RevealBankAccountDocument, VerifyBankAccountDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatDate } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import type { Household } from '../household-change/change-fields';
import { CopyNumber } from '../privacy/copy-number';
import { PurposeDialog } from '../privacy/purpose-dialog';

/**
 * The account to which aid of a person is paid, with who checked it, and whether there were others before; its number in
 * full once one has said what for.
 */
export function AccountLines({ person }: { person: Household['members'][number] }) {
  const t = useTranslations('changes.account');
  const verify = useCommand(VerifyBankAccountDocument);
  const reveal = useCommand(RevealBankAccountDocument);
  const [asking, setAsking] = useState(false);
  const [number, setNumber] = useState<string>();
  const [account, ...former] = person.accounts;
  if (!account) return null;
  const { id, bank, holder, last4, recordedBy, recordedAt, verifiedBy, verifiedAt, allowedActions } = account;
  return (
    <div className="quiet">
      <div>
        {t('line', { bank, last4, holder })}
        {former.length > 0 && ` · ${t('former', { count: former.length })}`}
      </div>
      {number && (
        <div>
          {t('numberOf')} <strong>{number}</strong>
          <CopyNumber text={number} />
        </div>
      )}
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
        {!number && (
          <ActionButton
            type="link"
            size="small"
            action="reveal"
            allowedActions={allowedActions}
            aria-label={t('revealOf', { name: person.name })}
            onClick={() => setAsking(true)}
          >
            {t('reveal')}
          </ActionButton>
        )}
      </div>
      <MutationFailure failure={verify.failure} />
      <PurposeDialog
        title={t('revealOf', { name: person.name })}
        purpose="payment"
        open={asking}
        command={reveal}
        onSubmit={(values) => reveal.run({ accountId: id, ...values })}
        onDone={({ number: found }) => {
          setNumber(found);
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
