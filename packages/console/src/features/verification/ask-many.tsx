'use client';

import {
  RequestVerificationDocument,
  type RequestVerificationInput,
  VerificationItemsDocument,
} from '@yimen/schema/documents';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ItemsField } from './items-field';

interface Values {
  items?: string[];
  purpose: string;
}

interface AskManyProps {
  /** Whom, in words: the batch, the households found. */
  whom: string;
  /** Looks up whom to ask about, when the form is sent. */
  find: () => Promise<Pick<RequestVerificationInput, 'householdIds' | 'batchId'>>;
}

/** A button that asks the registers about all households of a batch, a list or a search. */
export function AskMany({ whom, find }: AskManyProps) {
  const t = useTranslations('verification');
  const router = useRouter();
  const [form] = Form.useForm<Values>();
  const [asking, setAsking] = useState(false);
  const [finding, setFinding] = useState(false);
  const [{ data }] = useQuery({ query: VerificationItemsDocument, pause: !asking });
  const ask = useCommand(RequestVerificationDocument);

  const submit = async ({ items = [], purpose }: Values) => {
    setFinding(true);
    const households = await find();
    setFinding(false);
    return ask.run({ ...households, items: items.length > 0 ? items : null, purpose });
  };

  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('askMany')}</Button>
      <FormDialog
        fresh
        open={asking}
        title={t('verifyWhom', { whom })}
        okText={t('send')}
        form={form}
        initialValues={{ purpose: t('usualPurpose') }}
        command={{ ...ask, running: finding || ask.running }}
        onSubmit={submit}
        onDone={({ id }) => router.push(`/verification/${id}`)}
        onClose={() => setAsking(false)}
      >
        <p className="quiet">{t('manyHint')}</p>
        <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('purposeMissing') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <ItemsField items={data?.verificationItems ?? []} placeholder={t('usualItems')} />
      </FormDialog>
    </>
  );
}
