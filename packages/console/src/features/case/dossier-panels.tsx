'use client';

import { CaseDossierDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { Missing, QueryBoundary } from '@/lib/states';
import { RemediesPanel } from '../recovery/remedies-panel';
import { FactList } from '../registry/fact-list';
import { MemberCard } from '../registry/member-card';
import { RoundsPanel } from '../second-round/rounds-panel';
import { CoverageBar } from './coverage-bar';
import { DossierLine } from './dossier-line';
import { AidPanel, ApplicationsPanel, coverageOf } from './dossier-money';
import { StorySummary } from './dossier-story';
import { SubgroupsPanel } from './subgroups-panel';

/** The dossier to be read beside something else: in the meeting, beside the package. */
export function DossierSummary({ caseId }: { caseId: string }) {
  const t = useTranslations('case');
  const [query, reload] = useQuery({ query: CaseDossierDocument, variables: { id: caseId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ case: dossier }) => {
        if (!dossier) return <Missing />;
        const beneficiary = dossier.household.members.find(({ id }) => id === dossier.beneficiary.id);
        return (
          <section className="stack" aria-label={t('dossierOf', { name: dossier.beneficiary.name })}>
            <DossierLine dossier={dossier} />
            <StorySummary dossier={dossier} />
            <RemediesPanel caseId={dossier.id} />
            <RoundsPanel caseId={dossier.id} />
            <SubgroupsPanel caseId={dossier.id} />
            <div className="paper">
              <h2>{t('needBar')}</h2>
              <CoverageBar coverage={coverageOf(dossier)} />
            </div>
            {beneficiary && (
              <ul className="plain-list">
                <MemberCard person={beneficiary} highlight />
              </ul>
            )}
            <div className="paper">
              <h2>{t('householdFacts')}</h2>
              <FactList facts={dossier.household.facts} />
            </div>
            <ApplicationsPanel applications={dossier.applications} />
            <AidPanel records={dossier.aidHistory} />
            <Link href={`/cases/${dossier.id}`}>{t('wholeDossier')}</Link>
          </section>
        );
      }}
    </QueryBoundary>
  );
}
