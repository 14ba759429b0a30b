'use client';

import { DeclareTieDocument, EndTieDocument, OwnTiesDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { useAreaOptions } from '../registry/area-options';
import styles from './review-meeting.module.css';

const CONTEXT = { additionalTypenames: ['StaffTie'] };

interface TieValues {
  township?: string;
  villageCode?: string;
  idNumber?: string;
  relation?: string;
}

/** Villages and relatives that a member declares, so that the software proposes when he should stand aside. */
export function OwnTies() {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: OwnTiesDocument, context: CONTEXT });
  const end = useCommand(EndTieDocument);
  if (!data) return null;
  const { ownTies } = data;
  return (
    <details className="paper">
      <summary className={styles.agendaSummary}>{t('ownTies', { count: ownTies.length })}</summary>
      <p className="quiet">{t('ownTiesHint')}</p>
      <ul className={styles.people} data-testid="own-ties">
        {ownTies.map(({ id, village, relation }) => (
          <li key={id} className={styles.person}>
            <span>
              {village ? t('tieVillage', { village: b(village) }) : t('tieKin', { relation: relation ?? '' })}
            </span>
            <Button size="small" loading={end.running} onClick={() => end.run({ tieId: id })}>
              {t('endTie')}
            </Button>
          </li>
        ))}
      </ul>
      <MutationFailure failure={end.failure} onClose={() => end.setFailure(undefined)} />
      <TieForm />
    </details>
  );
}

function TieForm() {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<TieValues>();
  const [kind, setKind] = useState<'village' | 'kin'>('village');
  const township = Form.useWatch('township', form);
  const { townships, villages } = useAreaOptions(township);
  const declare = useCommand(DeclareTieDocument);
  const submit = async ({ villageCode, idNumber, relation }: TieValues) => {
    const result = await declare.run(kind === 'village' ? { villageCode } : { idNumber, relation });
    if (!isFailure(result)) return form.resetFields();
    declare.setFailure(placeProblems<Failure>(form, result));
  };
  const required = [{ required: true, message: t('tieMissing') }];
  return (
    <Form name="tie" form={form} layout="vertical" onFinish={submit}>
      <Radio.Group
        aria-label={t('tieKind')}
        value={kind}
        onChange={({ target }) => setKind(target.value)}
        options={[
          { value: 'village', label: t('grounds.same_village') },
          { value: 'kin', label: t('grounds.kin') },
        ]}
      />
      {kind === 'village' ? (
        <>
          <Form.Item name="township" label={t('township')} rules={required}>
            <Select options={townships} onChange={() => form.setFieldValue('villageCode', undefined)} />
          </Form.Item>
          <Form.Item name="villageCode" label={t('village')} rules={required}>
            <Select options={villages} disabled={!township} />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item name="idNumber" label={t('kinIdNumber')} extra={t('kinIdHint')} rules={required}>
            <Input autoComplete="off" maxLength={18} />
          </Form.Item>
          <Form.Item name="relation" label={t('relation')} rules={required}>
            <Input maxLength={50} />
          </Form.Item>
        </>
      )}
      <MutationFailure failure={declare.failure} onClose={() => declare.setFailure(undefined)} />
      <Button htmlType="submit" loading={declare.running}>
        {t('declareTie')}
      </Button>
    </Form>
  );
}
