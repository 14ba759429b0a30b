'use client';

import { AidNoticeDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import letter from '@/features/case/letter.module.css';
import { LetterSheet } from '@/features/case/letter-sheet';
import { useBilingual } from '@/lib/bilingual';
import { LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';

/** What a family is told of a change of its monthly aid, to be printed or taken as a document. */
export function NoticePage({ householdId, scheduleId }: { householdId: string; scheduleId: string }) {
  const t = useTranslations('payments');
  const words = useTranslations('case');
  const b = useBilingual();
  const locale = useLocale();
  const [query, reload] = useQuery({
    query: AidNoticeDocument,
    variables: { scheduleId },
    requestPolicy: 'cache-and-network',
  });
  const home = `/households/${householdId}`;
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ aidNotice }) =>
        aidNotice ? (
          <div className={letter.printable}>
            <Page
              title={t('notice')}
              breadcrumb={[{ title: t('household'), href: home }, { title: t('notice') }]}
              extra={
                <>
                  <Button href={`/api/schedules/${scheduleId}/notice.docx?lang=${locale}`} download>
                    {words('letterDocx')}
                  </Button>
                  <Button onClick={() => window.print()}>{words('letterPrint')}</Button>
                </>
              }
            >
              <LetterSheet
                title={b(aidNotice.title)}
                sections={aidNotice.sections}
                signedBy={aidNotice.signedBy}
                writtenOn={aidNotice.writtenOn}
              />
            </Page>
          </div>
        ) : (
          <Missing>
            <LinkButton href={home}>{t('household')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}
