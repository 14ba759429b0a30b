'use client';

import { AssessmentDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { QueryBoundary } from '@/lib/states';
import { VerdictAmount } from '../aid-package/verdict-amount';

/** The programs whose rules the case fits today, with what each would give. */
export function ProgramsThatFit({ caseId }: { caseId: string }) {
  const t = useTranslations('readingPack');
  const b = useBilingual();
  const [query, reload] = useQuery({ query: AssessmentDocument, variables: { caseId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ assessment: { fits, needsFacts } }) => (
        <>
          {fits.length === 0 && <p className="quiet">{t('nothingFits')}</p>}
          <ul className="plain-list">
            {fits.map(({ program, amount }) => (
              <li key={program.code} className="row">
                <Link href={`/programs/${program.code}`}>{b(program.name)}</Link>
                <DepartmentName department={program.department} />
                <VerdictAmount amount={amount} />
              </li>
            ))}
          </ul>
          {needsFacts.length > 0 && <p className="quiet">{t('open', { count: needsFacts.length })}</p>}
        </>
      )}
    </QueryBoundary>
  );
}
