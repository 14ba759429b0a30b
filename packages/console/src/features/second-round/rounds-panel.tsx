'use client';

import { CaseRoundsDocument, type CaseRoundsQuery, ReviewCaseDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { ReviewCard } from './review-card';

type Rounds = NonNullable<NonNullable<CaseRoundsQuery['case']>['rounds']>;

const CONTEXT = { additionalTypenames: ['PackageReview', 'Case'] };

/** The rounds of a case: the review that led to it, when its package is looked at again, and what differs by now. */
export function RoundsPanel({ caseId }: { caseId: string }) {
  const [query, reload] = useQuery({ query: CaseRoundsDocument, variables: { caseId }, context: CONTEXT });
  const rounds = query.data?.case?.rounds;
  if (!rounds || (rounds.round === 1 && !rounds.reviewOn)) return null;
  return <RoundsView caseId={caseId} rounds={rounds} onReviewed={() => reload({ requestPolicy: 'network-only' })} />;
}

interface RoundsViewProps {
  caseId: string;
  rounds: Rounds;
  onReviewed: () => void;
}

function RoundsView({ caseId, rounds, onReviewed }: RoundsViewProps) {
  const t = useTranslations('reviews');
  const review = useCommand(ReviewCaseDocument);
  const [looked, setLooked] = useState(false);
  const { round, formerCase, cameFrom, reviewOn, reviewedAt, reviews, allowedActions } = rounds;
  const standing = reviews.filter(({ status }) => status !== 'superseded');
  const former = reviews.length - standing.length;
  const run = async () => {
    if (isFailure(await review.run({ caseId }))) return;
    setLooked(true);
    onReviewed();
  };
  return (
    <section className="paper stack" aria-labelledby="rounds" data-testid="rounds">
      <h2 id="rounds">{t('section')}</h2>
      {formerCase && (
        <p>
          {t('roundAfter', { round })} <Link href={`/cases/${formerCase.id}`}>{formerCase.number}</Link>
        </p>
      )}
      {cameFrom && <ReviewCard review={{ ...cameFrom, nextCase: null }} />}
      {reviewOn && (
        <p className="quiet">
          {t('reviewOn', { day: reviewOn })} {reviewedAt && t('reviewedAt', { at: formatDateTime(reviewedAt) })}
        </p>
      )}
      {reviewOn && standing.length === 0 && reviewedAt && (
        <p role={looked ? 'status' : undefined}>{t('nothingDiffers')}</p>
      )}
      {standing.map((one) => (
        <ReviewCard key={one.id} review={one} />
      ))}
      {former > 0 && <p className="quiet">{t('superseded', { count: former })}</p>}
      <MutationFailure failure={review.failure} onClose={() => review.setFailure(undefined)} />
      <div className="row">
        <ActionButton action="review" allowedActions={allowedActions} loading={review.running} onClick={run}>
          {t('reviewNow')}
        </ActionButton>
      </div>
    </section>
  );
}
