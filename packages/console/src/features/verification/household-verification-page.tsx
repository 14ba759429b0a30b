'use client';

import {
  HouseholdVerificationDocument,
  type HouseholdVerificationPartsFragment,
  RevokeAuthorisationDocument,
} from '@yimen/schema/documents';
import { Form, Input, Tag } from 'antd';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, Page } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { AskDialog } from './ask-dialog';
import { AuthoriseDialog } from './authorise-dialog';
import { ConflictTable } from './conflict-table';
import { RequestTable } from './request-table';
import styles from './verification.module.css';

type Verification = HouseholdVerificationPartsFragment;
type Authorisation = Verification['members'][number]['authorisations'][number];

/** Verifying one household: who signed, what was asked, what disagrees. */
export function HouseholdVerificationPage({ id }: { id: string }) {
  const caseId = useSearchParams().get('case');
  const [query, reload] = useQuery({ query: HouseholdVerificationDocument, variables: { householdId: id, caseId } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ householdVerification }) => (
        <VerificationFile verification={householdVerification} caseId={caseId} reload={again} />
      )}
    </QueryBoundary>
  );
}

interface FileProps {
  verification: Verification;
  caseId: string | null;
  reload: () => void;
}

function VerificationFile({ verification, caseId, reload }: FileProps) {
  const t = useTranslations('verification');
  const registry = useTranslations('registry');
  const [dialog, setDialog] = useState<'authorise' | 'ask'>();
  const { householdId, headName, householdCode, allowedActions, conflicts, requests } = verification;
  const close = () => {
    setDialog(undefined);
    reload();
  };
  return (
    <Page
      title={t('verifyHousehold', { name: headName })}
      breadcrumb={[
        { title: registry('households'), href: '/households' },
        { title: registry('householdOf', { name: headName }), href: `/households/${householdId}` },
        { title: t('verify') },
      ]}
      extra={
        <>
          <ActionButton action="authorise" allowedActions={allowedActions} onClick={() => setDialog('authorise')}>
            {t('authorise')}
          </ActionButton>
          <ActionButton type="primary" action="verify" allowedActions={allowedActions} onClick={() => setDialog('ask')}>
            {t('verify')}
          </ActionButton>
        </>
      }
    >
      <p className="quiet">{householdCode}</p>
      <section aria-labelledby="authorisations" className="stack">
        <h2 id="authorisations">{t('authorisations')}</h2>
        <Members verification={verification} reload={reload} />
      </section>
      {conflicts.length > 0 && (
        <section aria-labelledby="conflicts" className="stack">
          <h2 id="conflicts">{t('conflictsTitle')}</h2>
          <ConflictTable small rows={conflicts} />
        </section>
      )}
      <section aria-labelledby="requests" className="stack">
        <h2 id="requests">{t('requests')}</h2>
        {requests.length === 0 ? <p className="quiet">{t('none')}</p> : <RequestTable small rows={requests} />}
      </section>
      <AuthoriseDialog verification={verification} open={dialog === 'authorise'} onClose={close} />
      <AskDialog verification={verification} caseId={caseId} open={dialog === 'ask'} onClose={close} />
    </Page>
  );
}

interface ConsentRow {
  key: string;
  person: Verification['members'][number]['person'];
  adult: boolean;
  authorisation?: Authorisation;
}

function Members({ verification, reload }: { verification: Verification; reload: () => void }) {
  const t = useTranslations('verification');
  const [revoking, setRevoking] = useState<Authorisation>();
  const rows = verification.members.flatMap(({ person, adult, authorisations }): ConsentRow[] =>
    authorisations.length > 0
      ? authorisations.map((authorisation) => ({ person, adult, authorisation, key: authorisation.id }))
      : [{ person, adult, authorisation: undefined, key: person.id }],
  );
  return (
    <>
      <ListTable
        small
        rowKey={({ key }) => key}
        rows={rows}
        columns={[
          { title: t('person'), render: (_, { person }) => person.name },
          { title: t('age'), render: (_, { person, adult }) => (adult ? person.age : t('minor', { age: person.age })) },
          {
            title: t('status'),
            render: (_, { authorisation }) => {
              const state = authorisation?.state ?? 'missing';
              return <Tag color={state === 'standing' ? 'success' : 'warning'}>{t(`states.${state}`)}</Tag>;
            },
          },
          { title: t('signer'), render: (_, { authorisation }) => authorisation?.signerName ?? '—' },
          {
            title: t('validity'),
            render: (_, { authorisation }) =>
              authorisation ? t('validFromTo', { from: authorisation.signedOn, to: authorisation.validUntil }) : '—',
          },
          { title: t('scope'), render: (_, { authorisation }) => authorisation?.items.length ?? '—' },
          {
            title: t('manner'),
            render: (_, { authorisation }) =>
              authorisation
                ? [t(`manners.${authorisation.manner}`), authorisation.paperNumber].filter(Boolean).join(' ')
                : '—',
          },
          {
            title: t('revocation'),
            render: (_, { authorisation }) =>
              authorisation &&
              (authorisation.revokedOn ? (
                `${authorisation.revokedOn} ${authorisation.revokeReason ?? ''}`
              ) : (
                <ActionButton
                  size="small"
                  action="revoke"
                  allowedActions={authorisation.allowedActions}
                  aria-label={t('revokeOf', { name: authorisation.personName })}
                  onClick={() => setRevoking(authorisation)}
                >
                  {t('revoke')}
                </ActionButton>
              )),
          },
        ]}
      />
      <RevokeDialog
        authorisation={revoking}
        onClose={() => {
          setRevoking(undefined);
          reload();
        }}
      />
      <details className={styles.words}>
        <summary>{t('textSigned')}</summary>
        <AuthorisationText verification={verification} />
      </details>
    </>
  );
}

export function AuthorisationText({ verification: { text } }: { verification: Verification }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <>
      <p>
        <strong>{b(text.title)}</strong>{' '}
        <span className="quiet">{t('textVersion', { code: text.code, from: text.from })}</span>
      </p>
      <p>{b(text.words)}</p>
    </>
  );
}

interface RevokeProps {
  authorisation: Authorisation | undefined;
  onClose: () => void;
}

function RevokeDialog({ authorisation, onClose }: RevokeProps) {
  const t = useTranslations('verification');
  const [form] = Form.useForm<{ reason: string }>();
  const revoke = useCommand(RevokeAuthorisationDocument);
  const submit = ({ reason }: { reason: string }) => revoke.run({ authorisationId: authorisation?.id ?? '', reason });
  return (
    <FormDialog
      fresh
      open={authorisation !== undefined}
      title={t('revokeOf', { name: authorisation?.personName ?? '' })}
      okText={t('revoke')}
      form={form}
      command={revoke}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('revokeHint')}</p>
      <Form.Item name="reason" label={t('revokeReason')} rules={[{ required: true, message: t('reasonMissing') }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
