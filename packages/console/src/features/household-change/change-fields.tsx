'use client';

import { CARER_KINDS, HUKOU_KINDS } from '@yimen/schema';
import type { HouseholdQuery } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import {
  CHOOSES_PEOPLE,
  type ChangeKind,
  type ChangeValues,
  chosenIds,
  headless,
  RELATES_CHOSEN,
} from './change-input';
import { type FoundHousehold, HouseholdSelect } from './household-select';
import { PlaceFields } from './place-fields';
import { RelationFields } from './relation-fields';

export type Household = NonNullable<HouseholdQuery['household']>;

interface ChangeFieldsProps {
  kind: ChangeKind;
  household: Household;
  other: FoundHousehold | undefined;
  onOther: (other: FoundHousehold | undefined) => void;
}

/** What a kind of change asks for, besides day, reason and paper. */
export function ChangeFields({ kind, household, other, onOther }: ChangeFieldsProps) {
  const t = useTranslations('changes');
  const form = Form.useFormInstance<ChangeValues>();
  const who = Form.useWatch('who', form);
  const chosen = chosenIds({ who });
  const { members } = household;
  return (
    <>
      {CHOOSES_PEOPLE.includes(kind) && <WhoField kind={kind} members={members} />}
      {(kind === 'moved' || kind === 'merged') && (
        <Form.Item
          name="otherHouseholdId"
          label={t(`other.${kind}`)}
          rules={[{ required: true, message: t('otherMissing') }]}
        >
          <HouseholdSelect except={household.id} onFound={onOther} />
        </Form.Item>
      )}
      {RELATES_CHOSEN.includes(kind) && (
        <RelationFields legend={t('relationsThere')} people={members.filter(({ id }) => chosen.includes(id))} />
      )}
      {kind === 'merged' && <RelationFields legend={t('relationsHere')} people={other?.members ?? []} />}
      {kind === 'head_changed' && <RelationFields legend={t('relationsNew')} people={members} />}
      <RelationFields legend={t('relationsStaying')} people={headless(kind, members, chosen)} />
      {(kind === 'split' || kind === 'relocated') && <PlaceFields at="place" />}
      {kind === 'hukou_changed' && <HukouFields />}
      {kind === 'carer_named' && <CarerFields members={members.filter(({ id }) => !chosen.includes(id))} />}
      {kind === 'carer_ended' && <CareField members={members} />}
      {kind === 'left' && (
        <Form.Item name="note" label={t('whereTo')}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}

function WhoField({ kind, members }: { kind: ChangeKind; members: Household['members'] }) {
  const t = useTranslations('changes');
  const options = members.map(({ id, name }) => ({ value: id, label: name }));
  // A group of checkboxes may not be called required; a screen reader hears it from the message.
  const someone = {
    validator: async (_: unknown, who?: string[] | string) => {
      if (!who?.length) throw new Error(t('whoMissing'));
    },
  };
  return (
    <Form.Item name="who" label={t(`who.${kind}`)} rules={[someone]}>
      {kind === 'died' ? <Radio.Group options={options} /> : <Checkbox.Group options={options} />}
    </Form.Item>
  );
}

function HukouFields() {
  const t = useTranslations('changes');
  const b = useBilingual();
  const outside = Form.useWatch(['hukou', 'outside']) === true;
  return (
    <>
      <Form.Item
        name={['hukou', 'kind']}
        label={t('hukouKind')}
        rules={[{ required: true, message: t('kindMissing') }]}
      >
        <Radio.Group options={Object.entries(HUKOU_KINDS).map(([value, label]) => ({ value, label: b(label) }))} />
      </Form.Item>
      <Form.Item name={['hukou', 'outside']} valuePropName="checked">
        <Checkbox>{t('hukouOutside')}</Checkbox>
      </Form.Item>
      <PlaceFields at="hukou" outside={outside} />
    </>
  );
}

function CarerFields({ members }: { members: Household['members'] }) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const carerId = Form.useWatch(['carer', 'carerId']);
  return (
    <>
      <Form.Item
        name={['carer', 'kind']}
        label={t('carerKind')}
        rules={[{ required: true, message: t('kindMissing') }]}
      >
        <Radio.Group options={Object.entries(CARER_KINDS).map(([value, label]) => ({ value, label: b(label) }))} />
      </Form.Item>
      <Form.Item name={['carer', 'carerId']} label={t('carerMember')}>
        <Select allowClear options={members.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      {!carerId && (
        <Form.Item name={['carer', 'carerName']} label={t('carerName')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

function CareField({ members }: { members: Household['members'] }) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const cares = members.flatMap(({ name, carers }) =>
    carers
      .filter(({ until }) => until === null)
      .map(({ id, kind, carerName }) => ({
        value: id,
        label: t('care', { name, carer: carerName, kind: b(CARER_KINDS[kind as keyof typeof CARER_KINDS]) }),
      })),
  );
  return (
    <Form.Item name="careId" label={t('careEnding')} rules={[{ required: true, message: t('careMissing') }]}>
      <Select options={cares} notFoundContent={t('careNone')} />
    </Form.Item>
  );
}
