'use client';

import { RevealBankAccountDocument, VerifyBankAccountDocument } from '@yimen/schema/documents';
import type { FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatDate } from '@/lib/dates';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import type { Household } from '../household-change/change-fields';
import { CopyNumber } from '../privacy/copy-number';
import { type Purpose, PurposeDialog } from '../privacy/purpose-dialog';

type Member = Household['members'][number];

/** The accounts to which aid of a person is paid, the newest of each kind, and whether there were others before. */
export function AccountLines({ person }: { person: Member }) {
  const t = useTranslations('changes.account');
  const { accounts } = person;
  const current = accounts.filter(({ kind }, place) => accounts.findIndex((one) => one.kind === kind) === place);
  const former = accounts.length - current.length;
  return (
    <>
      {current.map((account) => (
        <AccountLine key={account.id} account={account} person={person} />
      ))}
      {former > 0 && <div className="quiet">{t('former', { count: former })}</div>}
    </>
  );
}

interface AccountLineProps {
  account: Member['accounts'][number];
  person: Member;
}

/** An account with who checked it; its number in full once one has said what for. */
function AccountLine({ account, person }: AccountLineProps) {
  const t = useTranslations('changes.account');
  const verify = useCommand(VerifyBankAccountDocument);
  const reveal = useCommand(RevealBankAccountDocument);
  const [asking, setAsking] = useState(false);
  const [number, setNumber] = useState<string>();
  const { id, kind, bank, holder, last4, recordedBy, recordedAt, verifiedBy, verifiedAt, allowedActions } = account;
  const open = async (values: Purpose, form: FormInstance<Purpose>) => {
    const result = await reveal.run({ accountId: id, ...values });
    if (isFailure(result)) return reveal.setFailure(placeProblems(form, result));
    setNumber(result.number);
    setAsking(false);
  };
  return (
    <div className="quiet">
      <div>{t('line', { kind: t(`kinds.${kind}`), bank, last4, holder })}</div>
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
        running={reveal.running}
        failure={reveal.failure}
        onSubmit={open}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
