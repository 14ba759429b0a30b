'use client';

import { type CaseDossierPartsFragment, UpdateNeedDocument } from '@yimen/schema/documents';
import { Form, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { fenToYuanText } from '@/lib/money';
import { MoneyFields, type NeedValues, StoryFields } from '../intake/need-fields';

interface DialogProps {
  dossier: CaseDossierPartsFragment;
  open: boolean;
  onClose: () => void;
}

export function EditNeedDialog({ dossier, open, onClose }: DialogProps) {
  const t = useTranslations('case');
  const common = useTranslations('common.actions');
  const [form] = Form.useForm<NeedValues>();
  const update = useCommand(UpdateNeedDocument);
  const { need } = dossier;

  const submit = async ({ whatHappened, since, cost, insurancePaid }: NeedValues) => {
    const input = { whatHappened, since, cost: cost?.trim() ?? '', insurancePaid: insurancePaid?.trim() || '0' };
    const result = await update.run({ caseId: dossier.id, expectedVersion: dossier.version, ...input });
    if (isFailure(result)) return update.setFailure(placeProblems(form, result));
    onClose();
  };

  return (
    <Modal
      open={open}
      title={t('editNeed')}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={update.running}
      destroyOnHidden
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NeedValues>
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{
          whatHappened: need.whatHappened,
          since: need.since,
          cost: need.costFen === null ? undefined : fenToYuanText(need.costFen),
          insurancePaid: fenToYuanText(need.insurancePaidFen),
        }}
        onFinish={submit}
      >
        <StoryFields />
        <MoneyFields form={form} />
        <MutationFailure failure={update.failure} />
      </Form>
    </Modal>
  );
}
