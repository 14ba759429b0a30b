'use client';

import { CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';

/** Copies a number that was read in full. */
export function CopyNumber({ text }: { text: string }) {
  const t = useTranslations('privacy');
  const { message } = App.useApp();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success(t('copied')),
      () => message.error(t('notCopied')),
    );
  return <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t('copy', { text })} onClick={copy} />;
}
