'use client';

import { CaseLetterDocument, type CaseLetterQuery } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import styles from './letter.module.css';
import { LetterSheet } from './letter-sheet';

type Letter = NonNullable<NonNullable<CaseLetterQuery['case']>['letter']>;

/** The one answer to the family: on paper, and as it is said on the telephone. */
export function LetterPage({ caseId }: { caseId: string }) {
  const t = useTranslations('case');
  const locale = useLocale();
  const [query, reload] = useQuery({
    query: CaseLetterDocument,
    variables: { id: caseId },
    requestPolicy: 'cache-and-network',
  });
  const back = <LinkButton href={`/cases/${caseId}`}>{t('wholeDossier')}</LinkButton>;
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ case: file }) => {
        if (!file) return <Missing>{back}</Missing>;
        const { letter } = file;
        return (
          <div className={styles.printable}>
            <Page
              title={t('letter')}
              documentTitle={`${t('letter')} ${file.number}`}
              breadcrumb={[
                { title: t('cases'), href: '/cases' },
                { title: file.number, href: `/cases/${caseId}` },
                { title: t('letter') },
              ]}
              extra={
                letter && (
                  <>
                    <Button href={`/api/cases/${caseId}/letter.docx?lang=${locale}`} download>
                      {t('letterDocx')}
                    </Button>
                    <Button onClick={() => window.print()}>{t('letterPrint')}</Button>
                  </>
                )
              }
            >
              {letter ? (
                <div className={styles.columns}>
                  <LetterSheet
                    title={t('letterTitle')}
                    number={letter.caseNumber}
                    sections={letter.sections}
                    signedBy={letter.committee}
                    writtenOn={letter.writtenOn}
                  />
                  <PhoneScript letter={letter} />
                </div>
              ) : (
                <EmptyState title={t('noLetter')} hint={t('noLetterHint')}>
                  {back}
                </EmptyState>
              )}
            </Page>
          </div>
        );
      }}
    </QueryBoundary>
  );
}

function PhoneScript({ letter }: { letter: Letter }) {
  const t = useTranslations('case');
  const b = useBilingual();
  return (
    <aside className={`paper ${styles.script}`}>
      <h2>{t('phoneScript')}</h2>
      <p className="quiet">{t('phoneScriptHint')}</p>
      {letter.script.map((line) => (
        <p key={line.zh}>{b(line)}</p>
      ))}
    </aside>
  );
}
