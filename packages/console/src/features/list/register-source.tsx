'use client';

import { REGISTER_LEVELS } from '@yimen/schema';
import { DeclareRegisterSourceDocument, type KeptListPartsFragment } from '@yimen/schema/documents';
import { Form, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { useLevelName } from '../register/level-words';

type List = Pick<KeptListPartsFragment, 'id' | 'version' | 'columns' | 'registerSource' | 'allowedActions'>;

interface SourceValues {
  follows: 'not' | 'level' | 'column';
  level?: string;
  column?: string;
  clearedColumn?: string;
}

/** Whether the low-income register follows a list, and how; for whoever keeps the register to say. */
export function RegisterSource({ list }: { list: List }) {
  const t = useTranslations('list');
  const levelName = useLevelName();
  const [declaring, setDeclaring] = useState(false);
  const { registerSource: source } = list;
  const nameOf = (code: string) => list.columns.find((column) => column.code === code)?.name ?? code;
  if (!source && !list.allowedActions.some(({ action }) => action === 'declare')) return null;
  return (
    <section className="paper" aria-labelledby="register-source">
      <h2 id="register-source">{t('registerSource')}</h2>
      <div className="row">
        <span>
          {!source && t('noSource')}
          {source?.level && t('sourceLevel', { level: levelName(source.level) })}
          {source?.column && t('sourceColumn', { column: nameOf(source.column) })}{' '}
          {source?.clearedColumn && t('sourceCleared', { column: nameOf(source.clearedColumn) })}
        </span>
        <ActionButton
          size="small"
          action="declare"
          allowedActions={list.allowedActions}
          onClick={() => setDeclaring(true)}
        >
          {t('declare')}
        </ActionButton>
      </div>
      {declaring && <SourceDialog list={list} onClose={() => setDeclaring(false)} />}
    </section>
  );
}

function SourceDialog({ list, onClose }: { list: List; onClose: () => void }) {
  const t = useTranslations('list');
  const levelName = useLevelName();
  const [form] = Form.useForm<SourceValues>();
  const { registerSource: source } = list;
  const initial = { ...source, follows: source?.level ? 'level' : source?.column ? 'column' : 'not' } as SourceValues;
  const follows = Form.useWatch('follows', form) ?? initial.follows;
  const declare = useCommand(DeclareRegisterSourceDocument);
  const columns = (type: string) =>
    list.columns.filter((column) => column.type === type).map(({ code, name }) => ({ value: code, label: name }));
  const submit = ({ level, column, clearedColumn }: SourceValues) =>
    declare.run({ listId: list.id, expectedVersion: list.version, level, column, clearedColumn });
  return (
    <FormDialog
      open
      fresh
      title={t('declareTitle')}
      form={form}
      initialValues={initial}
      command={declare}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('declareHint')}</p>
      <Form.Item name="follows" label={t('follows')}>
        <Radio.Group
          vertical
          options={[
            { value: 'not', label: t('followsNot') },
            { value: 'level', label: t('followsLevel') },
            { value: 'column', label: t('followsColumn') },
          ]}
        />
      </Form.Item>
      {follows === 'level' && (
        <Form.Item name="level" label={t('registerSource')} rules={[{ required: true, message: t('choose') }]}>
          <Select options={Object.keys(REGISTER_LEVELS).map((value) => ({ value, label: levelName(value) }))} />
        </Form.Item>
      )}
      {follows === 'column' && (
        <Form.Item name="column" label={t('levelColumn')} rules={[{ required: true, message: t('choose') }]}>
          <Select options={columns('text')} />
        </Form.Item>
      )}
      {follows !== 'not' && (
        <Form.Item name="clearedColumn" label={t('clearedColumn')}>
          <Select allowClear options={columns('boolean')} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
