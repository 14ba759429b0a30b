'use client';

import type { CaseDossierPartsFragment, CoveragePartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import { LinkButton, StatusTag } from '@/lib/page';
import { useVocabulary } from '@/lib/vocabulary';
import { explainedIn } from '../explanation/explain-href';
import styles from './case.module.css';
import { CoverageBar } from './coverage-bar';

/** The money: the need bar, the package, the applications, and what every department already gave. */
export function DossierMoney({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  return (
    <section className="stack" aria-label={t('money')}>
      <div className="paper">
        <h2>{t('needBar')}</h2>
        {dossier.package?.status === 'draft' && <p className="quiet">{t('draftCoverage')}</p>}
        <CoverageBar coverage={coverageOf(dossier)} />
      </div>
      {dossier.package && dossier.package.items.length > 0 && (
        <PackagePanel dossier={dossier} aidPackage={dossier.package} />
      )}
      <ApplicationsPanel applications={dossier.applications} />
      <AidPanel records={dossier.aidHistory} />
    </section>
  );
}

/** What the package covers; before there is one, the need as it stands. */
export function coverageOf({ need, package: aidPackage }: CaseDossierPartsFragment): CoveragePartsFragment {
  return aidPackage?.coverage ?? { ...need, monthlyFen: 0, segments: [] };
}

interface LedgerLineProps {
  department: Parameters<typeof DepartmentName>[0]['department'];
  program: CaseDossierPartsFragment['applications'][number]['program'];
  amount: ReactNode;
  children: ReactNode;
}

function LedgerLine({ department, program, amount, children }: LedgerLineProps) {
  const b = useBilingual();
  return (
    <li>
      <div className={styles.ledgerMain}>
        <Link href={`/programs/${program.code}`}>{b(program.name)}</Link>
        {amount}
      </div>
      <div className={`quiet ${styles.ledgerMeta}`}>
        <DepartmentName department={department} />
        {children}
      </div>
    </li>
  );
}

type Package = NonNullable<CaseDossierPartsFragment['package']>;

function PackagePanel({ dossier, aidPackage }: { dossier: CaseDossierPartsFragment; aidPackage: Package }) {
  const t = useTranslations('case');
  return (
    <div className="paper">
      <header className={styles.panelHeader}>
        <h2>
          {t('package')} <StatusTag kind="package" status={aidPackage.status} />
        </h2>
        <LinkButton size="small" href={`/cases/${dossier.id}/package`}>
          {t('openPackage')}
        </LinkButton>
      </header>
      <ul className={styles.ledger}>
        {aidPackage.items.map((item) => (
          <LedgerLine
            key={item.id}
            department={item.department}
            program={item.program}
            amount={item.planOnly ? <Tag>{t('planOnly')}</Tag> : <Money fen={item.amountFen} />}
          >
            <StatusTag kind="packageItem" status={item.status} />
            {item.hold === 'short' && <StatusTag kind="hold" status={item.hold} />}
            {item.decision && (
              <span>
                {item.decision.decidedBy}
                {item.decision.reason && ` · ${item.decision.reason}`}
              </span>
            )}
            <Link href={explainedIn(dossier, item.program.code, aidPackage.decisionDate)}>{t('why')}</Link>
          </LedgerLine>
        ))}
      </ul>
    </div>
  );
}

export function ApplicationsPanel({ applications }: Pick<CaseDossierPartsFragment, 'applications'>) {
  const t = useTranslations('case');
  return (
    <div className="paper">
      <h2>{t('applications')}</h2>
      {applications.length === 0 && <p className="quiet">{t('noApplications')}</p>}
      <ul className={styles.ledger}>
        {applications.map((application) => (
          <LedgerLine
            key={application.id}
            department={application.department}
            program={application.program}
            amount={<Money fen={application.amountFen} />}
          >
            <StatusTag kind="application" status={application.status} />
            <span>{application.person.name}</span>
            <span>{application.appliedOn}</span>
            {application.reason && <span>{application.reason}</span>}
          </LedgerLine>
        ))}
      </ul>
    </div>
  );
}

export function AidPanel({ records }: { records: CaseDossierPartsFragment['aidHistory'] }) {
  const t = useTranslations('case');
  const { period } = useVocabulary();
  return (
    <div className="paper">
      <h2>{t('aidLedger')}</h2>
      {records.length === 0 && <p className="quiet">{t('noAid')}</p>}
      <ul className={styles.ledger}>
        {records.map((record) => (
          <LedgerLine
            key={record.id}
            department={record.department}
            program={record.program}
            amount={record.planOnly ? <Tag>{t('planOnly')}</Tag> : <Money fen={record.amountFen} />}
          >
            <span>{record.grantedOn}</span>
            <span>{period(record.period)}</span>
            <span>{record.personName}</span>
            {record.endedOn && <span>{t('until', { date: record.endedOn })}</span>}
            <span>{record.source}</span>
          </LedgerLine>
        ))}
      </ul>
    </div>
  );
}
