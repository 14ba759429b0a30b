'use client';

import type { FactConflictPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';

/** Who has to check a fact and correct it: the department or the township's clerk, by name. */
export function Corrector({ conflict: { corrector, correctors } }: { conflict: FactConflictPartsFragment }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  if (corrector) {
    return (
      <>
        <DepartmentName department={corrector} /> {correctors.map(({ name }) => name).join('、')}
      </>
    );
  }
  const named = correctors.map(({ name, title }) => `${b(title)} ${name}`).join('、');
  return named ? t('namedCorrects', { named }) : t('clerkCorrects');
}
