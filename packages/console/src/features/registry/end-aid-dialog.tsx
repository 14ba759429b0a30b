'use client';

import { type AidRecordPartsFragment, EndAidDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { useCommand } from '@/lib/graphql';
import { EndDialog } from './end-dialog';

/** Ends aid of the registry's records. */
export function EndAidDialog({ record, onClose }: { record: AidRecordPartsFragment; onClose: () => void }) {
  const t = useTranslations('registry.aid');
  const b = useBilingual();
  const end = useCommand(EndAidDocument);
  return (
    <EndDialog
      title={t('endOf', { name: record.personName, program: b(record.program.name) })}
      okText={t('end')}
      hint={t('endHint')}
      command={end}
      onSubmit={(values) => end.run({ aidRecordId: record.id, ...values })}
      onClose={onClose}
    />
  );
}
