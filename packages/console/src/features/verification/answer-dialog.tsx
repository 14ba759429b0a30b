'use client';

import {
  AnswerVerificationDocument,
  type VerificationItemPartsFragment,
  type VerificationQuestionPartsFragment,
} from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import styles from './verification.module.css';

interface Values {
  records: Record<string, string>[];
  answeredOn: string;
}

interface DialogProps {
  question: VerificationQuestionPartsFragment | undefined;
  onClose: () => void;
}

/** Answers one question by hand: the records of the register, or that there are none. */
export function AnswerDialog({ question, onClose }: DialogProps) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<Values>();
  const answer = useCommand(AnswerVerificationDocument);
  const submit = ({ records, answeredOn }: Values) => {
    return answer.run({
      questionId: question?.id ?? '',
      expectedVersion: question?.version ?? 0,
      records: records.map((record) => Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value))),
      answeredOn,
    });
  };
  return (
    <FormDialog
      fresh
      open={question !== undefined}
      title={question ? t('answerOf', { name: question.personName, item: b(question.item.name) }) : ''}
      okText={t('answer')}
      form={form}
      initialValues={{ records: [], answeredOn: today }}
      command={answer}
      onSubmit={submit}
      onClose={onClose}
    >
      {question && (
        <>
          <p className="quiet">{question.idNumber}</p>
          <Form.List name="records">
            {(records, { add, remove }) => (
              <>
                {records.length === 0 && <p>{t('noRecord')}</p>}
                {records.map(({ key, name }, index) => (
                  <fieldset key={key} className={styles.record}>
                    <legend>{t('record', { number: index + 1 })}</legend>
                    <RecordFields item={question.item} at={name} />
                    <Button size="small" onClick={() => remove(name)}>
                      {t('removeRecord', { number: index + 1 })}
                    </Button>
                  </fieldset>
                ))}
                <Button onClick={() => add({})}>{t('addRecord')}</Button>
              </>
            )}
          </Form.List>
          <Form.Item name="answeredOn" label={t('answeredOn')} rules={[notLater]}>
            <DayPicker />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}

function RecordFields({ item, at }: { item: VerificationItemPartsFragment; at: number }) {
  const b = useBilingual();
  return (
    <div>
      {item.fields.map(({ code, name, type, choices }) => (
        <Form.Item key={code} name={[at, code]} label={b(name)}>
          {type === 'day' ? (
            <DayPicker />
          ) : choices.length > 0 ? (
            <Select allowClear options={choices.map((value) => ({ value, label: value }))} />
          ) : (
            <Input
              inputMode={type === 'number' || type === 'yuan' ? 'decimal' : undefined}
              prefix={type === 'yuan' ? '¥' : undefined}
            />
          )}
        </Form.Item>
      ))}
    </div>
  );
}
