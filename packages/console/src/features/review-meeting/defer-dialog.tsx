'use client';

import { DeferItemDocument, ItemPartsDocument } from '@yimen/schema/documents';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { DayPicker } from '@/lib/day-picker';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import type { AgendaItemView, MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

interface DeferValues {
  reason: string;
  tasks?: { title: string; assigneeId: string; dueOn: string }[];
  toSubgroup?: boolean;
  subgroup?: { memberIds: string[]; question: string; dueOn: string };
}

interface DeferDialogProps {
  meeting: MeetingView;
  item: AgendaItemView;
  onClose: () => void;
}

/** Puts the item off, with who does what by when meanwhile, and a question to a few members. */
export function DeferDialog({ meeting, item, onClose }: DeferDialogProps) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<DeferValues>();
  const toSubgroup = Form.useWatch('toSubgroup', form);
  const defer = useCommand(DeferItemDocument);
  const members = meeting.members.map(({ staff }) => ({ value: staff.id, label: staff.name }));
  const [{ data }] = useQuery({
    query: ItemPartsDocument,
    variables: { caseId: item.case?.id ?? '' },
    pause: !item.case,
  });
  const owner = data?.case?.firstContactOwner;
  const owners =
    owner && members.every(({ value }) => value !== owner.id)
      ? [{ value: owner.id, label: t('ownerNamed', { name: owner.name }) }]
      : [];
  const submit = ({ toSubgroup: asks, subgroup, ...values }: DeferValues) => {
    const input = { ...values, ...(asks && subgroup && { subgroup }) };
    return defer.run({ itemId: item.id, expectedVersion: item.version, ...input });
  };
  return (
    <FormDialog
      open
      width={640}
      title={t('defer')}
      okText={t('confirmDefer')}
      form={form}
      command={defer}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('deferHint')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <TaskFields people={[...members, ...owners]} />
      {item.case && (
        <Form.Item name="toSubgroup" valuePropName="checked">
          <Checkbox>{t('toSubgroup')}</Checkbox>
        </Form.Item>
      )}
      {toSubgroup && <SubgroupFields people={members} />}
    </FormDialog>
  );
}

type People = { value: string; label: string }[];

function TaskFields({ people }: { people: People }) {
  const t = useTranslations('meetings');
  return (
    <Form.List name="tasks">
      {(fields, { add, remove }) => (
        <fieldset className={styles.fieldset}>
          <legend>{t('tasks')}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.task} data-testid="task">
              <Form.Item
                name={[name, 'title']}
                label={t('taskTitle')}
                rules={[{ required: true, whitespace: true, message: t('sayMissing') }]}
              >
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item
                name={[name, 'assigneeId']}
                label={t('taskAssignee')}
                rules={[{ required: true, message: t('chooseMember') }]}
              >
                <Select options={people} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item
                name={[name, 'dueOn']}
                label={t('taskDueOn')}
                rules={[{ required: true, message: t('dayMissing') }]}
              >
                <DayPicker />
              </Form.Item>
              <Button onClick={() => remove(name)}>{t('removeTask')}</Button>
            </div>
          ))}
          <Button type="dashed" onClick={() => add()}>
            {t('addTask')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function SubgroupFields({ people }: { people: People }) {
  const t = useTranslations('meetings');
  return (
    <>
      <Form.Item
        name={['subgroup', 'memberIds']}
        label={t('subgroupMembers')}
        rules={[{ required: true, message: t('chooseMember') }]}
      >
        <Select mode="multiple" options={people} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item
        name={['subgroup', 'question']}
        label={t('subgroupQuestion')}
        rules={[{ required: true, whitespace: true, message: t('sayMissing') }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item
        name={['subgroup', 'dueOn']}
        label={t('subgroupDueOn')}
        rules={[{ required: true, message: t('dayMissing') }]}
      >
        <DayPicker />
      </Form.Item>
    </>
  );
}
