'use client';

import { type PaymentSchedulePartsFragment, PlanStagesDocument } from '@yimen/schema/documents';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { useViewer } from '@/lib/viewer';
import styles from './payment.module.css';

interface StageValues {
  stages: { label: string; share: number; dueOn: string }[];
}
const MOST = 12;

/** Divides one approval into stages, each released by a person once its condition is met. */
export function StagesDialog({ schedule, onClose }: { schedule: PaymentSchedulePartsFragment; onClose: () => void }) {
  const t = useTranslations('payments');
  const { today } = useViewer();
  const [form] = Form.useForm<StageValues>();
  const plan = useCommand(PlanStagesDocument);
  const stage = (share: number) => ({ label: '', share, dueOn: today });
  const submit = ({ stages }: StageValues) =>
    plan.run({ scheduleId: schedule.id, expectedVersion: schedule.version, stages });
  return (
    <FormDialog
      open
      fresh
      width={640}
      title={t('planStages')}
      form={form}
      initialValues={{ stages: [stage(50), stage(50)] }}
      command={plan}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">
        {t('stagesHint')} <Money fen={schedule.amountFen} />
      </p>
      <Form.List name="stages">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.stage}>
                <Form.Item
                  name={[name, 'label']}
                  label={t('stage', { number: name + 1 })}
                  rules={[{ required: true, whitespace: true, message: t('stageMissing') }]}
                >
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
                <Form.Item name={[name, 'share']} label={t('share')}>
                  <InputNumber min={1} max={1000} />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} label={t('notBefore')}>
                  <DayPicker />
                </Form.Item>
              </div>
            ))}
            <div className="row">
              {fields.length < MOST && <Button onClick={() => add(stage(50))}>{t('addStage')}</Button>}
              {fields.length > 2 && <Button onClick={() => remove(fields.length - 1)}>{t('removeStage')}</Button>}
            </div>
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}
