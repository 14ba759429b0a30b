'use client';

import { SATISFACTION_MANNERS, SATISFACTION_OUTCOMES, SATISFACTION_TELLERS } from '@yimen/schema';
import { RecordSatisfactionDocument, type SatisfactionAskingQuery } from '@yimen/schema/documents';
import { App, Checkbox, Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

type Asking = NonNullable<SatisfactionAskingQuery['satisfactionAsking']>;

interface Values {
  outcome: string;
  manner: string;
  toldBy?: string;
  scores?: Record<string, number>;
  words?: string;
  complaint?: boolean;
}

interface AnswerDialogProps {
  asking: Asking;
  open: boolean;
  onClose: () => void;
  onRecorded: () => void;
}

/** What came of asking a family; the questions are there when it answers. */
export function AnswerDialog({ asking, open, onClose, onRecorded }: AnswerDialogProps) {
  const t = useTranslations('satisfaction');
  const b = useBilingual();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const isAnswer = Form.useWatch('outcome', form) === 'answered';
  const complains = Form.useWatch('complaint', form);
  const command = useCommand(RecordSatisfactionDocument);
  const standing = asking.answers.find((one) => one.standing);
  const submit = ({ outcome, manner, toldBy, scores = {}, words, complaint = false }: Values) => {
    const answered = outcome === 'answered';
    return command.run({
      askingId: asking.id,
      corrects: standing?.id,
      outcome,
      manner,
      toldBy: answered ? toldBy : undefined,
      scores: answered ? Object.entries(scores).map(([question, score]) => ({ question, score })) : [],
      words: words?.trim() || undefined,
      complaint: answered && complaint,
    });
  };
  const done = () => {
    message.success(t('recorded'));
    onClose();
    onRecorded();
  };
  const choices = (labels: Record<string, { zh: string; en: string }>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label: b(label) }));
  const chosen = [{ required: true, message: t('chosen') }];
  return (
    <FormDialog
      fresh
      width={640}
      open={open}
      title={t('askOf', { program: b(asking.programName) })}
      form={form}
      initialValues={{ outcome: 'answered', manner: 'phone', toldBy: 'self' }}
      command={command}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <Form.Item name="outcome" label={t('outcome')} rules={chosen}>
        <Radio.Group options={choices(SATISFACTION_OUTCOMES)} />
      </Form.Item>
      <Form.Item name="manner" label={t('manner')} rules={chosen}>
        <Radio.Group options={choices(SATISFACTION_MANNERS)} />
      </Form.Item>
      {isAnswer && (
        <>
          <Form.Item name="toldBy" label={t('toldBy')} rules={chosen}>
            <Radio.Group options={choices(SATISFACTION_TELLERS)} />
          </Form.Item>
          {asking.questions.map(({ code, name, asks }) => (
            <Form.Item
              key={code}
              name={['scores', code]}
              label={t('score', { name: b(name) })}
              extra={b(asks)}
              rules={[{ required: true, message: t('scoreMissing') }]}
            >
              <Radio.Group optionType="button" options={[1, 2, 3, 4, 5]} />
            </Form.Item>
          ))}
          <Form.Item name="complaint" valuePropName="checked">
            <Checkbox>{t('complaint')}</Checkbox>
          </Form.Item>
        </>
      )}
      <Form.Item
        name="words"
        label={t('words')}
        extra={t('wordsHint')}
        rules={[{ required: isAnswer && complains === true, whitespace: true, message: t('wordsMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
