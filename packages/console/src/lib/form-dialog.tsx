'use client';

import { Form, type FormInstance, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { type Failure, MutationFailure } from './graphql';

interface FormDialogProps<Values> {
  open: boolean;
  title: string;
  /** What the button does; "save" unless said. */
  okText?: string;
  form: FormInstance<Values>;
  initialValues?: Partial<Values>;
  onValuesChange?: (changed: Partial<Values>) => void;
  running: boolean;
  /** Why the last submission did nothing; what was typed stays. */
  failure: Failure | undefined;
  onSubmit: (values: Values) => unknown;
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
export function FormDialog<Values extends object>({
  open,
  title,
  okText,
  form,
  initialValues,
  onValuesChange,
  running,
  failure,
  onSubmit,
  onClose,
  fresh = false,
  width,
  children,
}: FormDialogProps<Values>) {
  const common = useTranslations('common.actions');
  const id = useId();
  const focusFirst = () =>
    document.getElementById(id)?.querySelector<HTMLElement>('input:enabled, textarea:enabled')?.focus();
  return (
    <Modal
      open={open}
      width={width}
      mask={{ closable: false }}
      title={title}
      okText={okText ?? common('save')}
      cancelText={common('cancel')}
      confirmLoading={running}
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
        onFinish={onSubmit}
      >
        {children}
        <MutationFailure failure={failure} />
      </Form>
    </Modal>
  );
}
