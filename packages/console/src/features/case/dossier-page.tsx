'use client';

import { CaseDossierDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { CaseDonations } from '../donation/case-donations';
import { CasePayments } from '../payment/schedule-panel';
import { RemediesPanel } from '../recovery/remedies-panel';
import { RoundsPanel } from '../second-round/rounds-panel';
import styles from './case.module.css';
import { DossierActions } from './dossier-actions';
import { DossierFacts } from './dossier-facts';
import { DossierLine } from './dossier-line';
import { DossierMoney } from './dossier-money';
import { DossierStory } from './dossier-story';
import { MeetingRequestLine } from './meeting-request';
import { SubgroupsPanel } from './subgroups-panel';

/** The unified case graph on one page: what happened, what is known, and the money. */
export function DossierPage({ caseId }: { caseId: string }) {
  const t = useTranslations('case');
  const [query, reload] = useQuery({ query: CaseDossierDocument, variables: { id: caseId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })} skeletonRows={12}>
      {({ case: dossier }) =>
        dossier ? (
          <Page
            title={t('titleOf', { name: dossier.beneficiary.name, number: dossier.number })}
            breadcrumb={[{ title: t('cases'), href: '/cases' }, { title: dossier.number }]}
            extra={<DossierActions dossier={dossier} />}
          >
            <DossierLine dossier={dossier} />
            <MeetingRequestLine dossier={dossier} />
            <SubgroupsPanel caseId={dossier.id} />
            <div className={styles.columns}>
              <DossierStory dossier={dossier} />
              <DossierFacts dossier={dossier} />
              <div className="stack">
                <DossierMoney dossier={dossier} />
                <CasePayments caseId={dossier.id} />
                <CaseDonations caseId={dossier.id} />
                <RoundsPanel caseId={dossier.id} />
                <RemediesPanel caseId={dossier.id} />
              </div>
            </div>
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/cases">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}
