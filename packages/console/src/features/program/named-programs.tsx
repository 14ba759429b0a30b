'use client';

import { ProgramsNamedDocument } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { useViewer } from '@/lib/viewer';

/** The programs that a search of households or cases may have meant, and who holds them. */
export function NamedPrograms({ search = '' }: { search?: string }) {
  const t = useTranslations('program');
  const b = useBilingual();
  const { places } = useViewer();
  const [{ data }] = useQuery({ query: ProgramsNamedDocument, variables: { search }, pause: search === '' });
  if (!search || !data?.programs.length) return null;
  return (
    <Alert
      type="info"
      title={t('named')}
      description={
        <ul className="plain-list">
          {data.programs.map(({ code, name }) => (
            <li key={code} className="row">
              <Link href={`/programs/${code}`}>{b(name)}</Link>
              {places.includes('households') && (
                <Link href={`/households?program=${code}`} aria-label={t('holdersOf', { name: b(name) })}>
                  {t('holders')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
