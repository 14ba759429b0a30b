'use client';

import { type CaseDossierPartsFragment, RequestReviewDocument } from '@yimen/schema/documents';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, LinkButton } from '@/lib/page';
import { ApplyDialog } from './apply-dialog';
import styles from './case.module.css';
import { EditNeedDialog } from './edit-need-dialog';
import { RequestMeetingDialog } from './meeting-request';

export function DossierActions({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<'need' | 'apply' | 'meeting'>();
  const review = useCommand(RequestReviewDocument);
  const { id, version, allowedActions } = dossier;
  const decided = ['adopted', 'settled', 'refused'].includes(dossier.status);
  const awaited = dossier.meetingRequest && !dossier.meetingRequest.heldAt;
  // Before the case is handed to the review, and after its decision, there is nothing to ask for.
  const reviewable = allowedActions.filter(({ action, allowed }) => action !== 'request_meeting' || allowed);
  const composable = allowedActions.some(({ action, allowed }) => action === 'compose' && allowed);

  const requestReview = async () => {
    const result = await review.run({ caseId: id, expectedVersion: version });
    if (!isFailure(result)) message.success(t('reviewRequested'));
  };

  return (
    <>
      <ActionButton action="edit" allowedActions={allowedActions} onClick={() => setDialog('need')}>
        {t('editNeed')}
      </ActionButton>
      <ActionButton action="apply" allowedActions={allowedActions} onClick={() => setDialog('apply')}>
        {t('apply')}
      </ActionButton>
      {!awaited && (
        <ActionButton action="request_meeting" allowedActions={reviewable} onClick={() => setDialog('meeting')}>
          {t('requestMeeting')}
        </ActionButton>
      )}
      {(composable || dossier.package) && (
        <LinkButton href={`/cases/${id}/package`}>{composable ? t('composePackage') : t('openPackage')}</LinkButton>
      )}
      {decided && <LinkButton href={`/cases/${id}/letter`}>{t('letter')}</LinkButton>}
      <LinkButton href={`/households/${dossier.household.id}/verification?case=${id}`}>{t('verify')}</LinkButton>
      <ActionButton
        type="primary"
        action="request_review"
        allowedActions={allowedActions}
        loading={review.running}
        onClick={requestReview}
      >
        {t('requestReview')}
      </ActionButton>
      {review.failure && (
        <div className={styles.actionFailure}>
          <MutationFailure failure={review.failure} onClose={() => review.setFailure(undefined)} />
        </div>
      )}
      <EditNeedDialog dossier={dossier} open={dialog === 'need'} onClose={() => setDialog(undefined)} />
      <RequestMeetingDialog dossier={dossier} open={dialog === 'meeting'} onClose={() => setDialog(undefined)} />
      <ApplyDialog dossier={dossier} open={dialog === 'apply'} onClose={() => setDialog(undefined)} />
    </>
  );
}
