'use client';

import { type HouseholdVerificationPartsFragment, RecordAuthorisationDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { AuthorisationText } from './household-verification-page';
import { ItemsField } from './items-field';

interface Values {
  people: string[];
  guardian?: string;
  items: string[];
  signedOn: string;
  validUntil?: string;
  manner: string;
  paperNumber?: string;
}

interface DialogProps {
  verification: HouseholdVerificationPartsFragment;
  open: boolean;
  onClose: () => void;
}

/** Records who signed the authorisation, on paper or in front of the clerk. */
export function AuthoriseDialog({ verification, open, onClose }: DialogProps) {
  const t = useTranslations('verification');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<Values>();
  const record = useCommand(RecordAuthorisationDocument);
  const { members, items, householdId } = verification;
  const chosen = Form.useWatch('people', form) ?? [];
  const manner = Form.useWatch('manner', form);
  const adults = members.filter(({ adult }) => adult);
  const hasMinor = members.some(({ adult, person }) => !adult && chosen.includes(person.id));
  const missing = members.filter(({ authorisations }) => !authorisations.some(({ state }) => state === 'standing'));

  // `required` would mark the group with an attribute that groups of boxes may not have.
  const somebody = {
    validator: async (_: unknown, people?: string[]) => {
      if (!people?.length) throw new Error(t('whoSignedMissing'));
    },
  };

  const submit = ({ people, guardian, ...values }: Values) => {
    const isMinor = (id: string) => members.some(({ adult, person }) => !adult && person.id === id);
    return record.run({
      ...values,
      householdId,
      people: people.map((personId) => ({ personId, signerId: isMinor(personId) ? guardian : undefined })),
      validUntil: values.validUntil || undefined,
    });
  };

  return (
    <FormDialog
      fresh
      open={open}
      title={t('authorise')}
      form={form}
      initialValues={{
        people: missing.map(({ person }) => person.id),
        guardian: adults[0]?.person.id,
        items: items.map(({ code }) => code),
        signedOn: today,
        manner: 'paper',
      }}
      command={record}
      onSubmit={submit}
      onClose={onClose}
    >
      <AuthorisationText verification={verification} />
      <Form.Item name="people" label={t('whoSigned')} rules={[somebody]}>
        <Checkbox.Group
          options={members.map(({ person, adult }) => ({
            value: person.id,
            label: adult ? person.name : t('minorNamed', { name: person.name, age: person.age }),
          }))}
        />
      </Form.Item>
      {hasMinor && (
        <Form.Item name="guardian" label={t('guardian')} extra={t('guardianHint')}>
          <Select options={adults.map(({ person }) => ({ value: person.id, label: person.name }))} />
        </Form.Item>
      )}
      <Form.Item name="manner" label={t('manner')}>
        <Radio.Group options={['paper', 'present'].map((value) => ({ value, label: t(`manners.${value}`) }))} />
      </Form.Item>
      {manner === 'paper' && (
        <Form.Item
          name="paperNumber"
          label={t('paperNumber')}
          rules={[{ required: true, message: t('paperNumberMissing') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
      )}
      <Form.Item name="signedOn" label={t('signedOnDay')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="validUntil"
        label={t('validUntil')}
        extra={t('validHint', { days: verification.text.validDays })}
      >
        <DayPicker />
      </Form.Item>
      <ItemsField items={items} />
    </FormDialog>
  );
}
