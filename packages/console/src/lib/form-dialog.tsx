'use client';

import { Form, type FormInstance, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { type Command, type Failure, isFailure, MutationFailure, placeProblems } from './graphql';

/** Of a mutation, what a dialog shows and tells. */
export type CommandState = Pick<Command<unknown, unknown>, 'running' | 'failure' | 'setFailure'>;

interface FormDialogProps<Values, Done extends object> {
  open: boolean;
  title: string;
  /** What the button does; "save" unless said. */
  okText?: string;
  form: FormInstance<Values>;
  initialValues?: Partial<Values>;
  onValuesChange?: (changed: Partial<Values>) => void;
  /** What is sent; why the last submission did nothing is told at its fields, or below them, and what was typed stays. */
  command: CommandState;
  onSubmit: (values: Values) => Promise<Done | Failure>;
  /** After a success; closes unless said. */
  onDone?: (done: Done) => unknown;
  onClose: () => void;
  /** Begins anew with the initial values each time it opens; otherwise what was typed waits for the next time. */
  fresh?: boolean;
  /** Pixels; 520 unless said. */
  width?: number;
  children: ReactNode;
}

/**
 * A form in a dialog: the first field has the focus, Enter submits, Escape closes and gives the focus back; a click
 * beside it does not close it.
 */
export function FormDialog<Values extends object, Done extends object>({
  open,
  title,
  okText,
  form,
  initialValues,
  onValuesChange,
  command,
  onSubmit,
  onDone,
  onClose,
  fresh = false,
  width,
  children,
}: FormDialogProps<Values, Done>) {
  const common = useTranslations('common.actions');
  const id = useId();
  const focusFirst = () =>
    document.getElementById(id)?.querySelector<HTMLElement>('input:enabled, textarea:enabled')?.focus();
  const submit = async (values: Values) => {
    const result = await onSubmit(values);
    if (isFailure(result)) command.setFailure(placeProblems(form, result));
    else (onDone ?? onClose)(result);
  };
  return (
    <Modal
      open={open}
      width={width}
      mask={{ closable: false }}
      title={title}
      okText={okText ?? common('save')}
      cancelText={common('cancel')}
      confirmLoading={command.running}
      okButtonProps={{ htmlType: 'submit', form: id }}
      destroyOnHidden={fresh}
      afterOpenChange={(shown) => shown && focusFirst()}
      onCancel={onClose}
    >
      <Form<Values>
        id={id}
        form={form}
        noValidate
        layout="vertical"
        preserve={!fresh}
        initialValues={initialValues}
        onValuesChange={onValuesChange}
        onFinish={submit}
      >
        {children}
        <MutationFailure failure={command.failure} />
      </Form>
    </Modal>
  );
}
