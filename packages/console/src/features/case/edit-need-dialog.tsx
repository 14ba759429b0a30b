'use client';

import { type CaseDossierPartsFragment, UpdateNeedDocument } from '@yimen/schema/documents';
import { Form } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { fenToYuanText } from '@/lib/money';
import { MoneyFields, type NeedValues, StoryFields } from '../intake/need-fields';

interface DialogProps {
  dossier: CaseDossierPartsFragment;
  open: boolean;
  onClose: () => void;
}

export function EditNeedDialog({ dossier, open, onClose }: DialogProps) {
  const t = useTranslations('case');
  const [form] = Form.useForm<NeedValues>();
  const update = useCommand(UpdateNeedDocument);
  const { need } = dossier;

  const submit = ({ whatHappened, since, cost, insurancePaid }: NeedValues) => {
    const input = { whatHappened, since, cost: cost?.trim() ?? '', insurancePaid: insurancePaid?.trim() || '0' };
    return update.run({ caseId: dossier.id, expectedVersion: dossier.version, ...input });
  };

  return (
    <FormDialog
      fresh
      open={open}
      title={t('editNeed')}
      form={form}
      initialValues={{
        whatHappened: need.whatHappened,
        since: need.since,
        cost: need.costFen === null ? undefined : fenToYuanText(need.costFen),
        insurancePaid: fenToYuanText(need.insurancePaidFen),
      }}
      command={update}
      onSubmit={submit}
      onClose={onClose}
    >
      <StoryFields />
      <MoneyFields form={form} />
    </FormDialog>
  );
}
