'use client';

import {
  type FundingLinkPartsFragment,
  FundingLinksDocument,
  RevokeFundingLinkDocument,
  ShareFundingDocument,
} from '@yimen/schema/documents';
import { App, Form, Input, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { getPathname } from '@/i18n/navigation';
import type { Locale } from '@/i18n/routing';
import { formatDateTime } from '@/lib/dates';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton } from '@/lib/page';

const HOURS = [1, 8, 24, 168];

interface Values {
  title: string;
  hours: number;
}

interface ShareDialogProps {
  year: number;
  open: boolean;
  onClose: () => void;
}

/** Makes links to the year's numbers for a screen, and ends them. */
export function ShareDialog({ year, open, onClose }: ShareDialogProps) {
  const t = useTranslations('leadership.share');
  const [form] = Form.useForm<Values>();
  const share = useCommand(ShareFundingDocument);
  const [{ data }, reload] = useQuery({ query: FundingLinksDocument, pause: !open });
  const again = () => reload({ requestPolicy: 'network-only' });
  const submit = (values: Values) => share.run({ year, ...values });
  const done = () => {
    form.resetFields();
    again();
  };
  return (
    <FormDialog
      open={open}
      width={760}
      title={t('title')}
      okText={t('make')}
      form={form}
      initialValues={{ hours: 8 }}
      command={share}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{t('hint')}</p>
      <Form.Item name="title" label={t('name')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} placeholder={t('namePlaceholder')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="hours" label={t('hours')}>
        <Select options={HOURS.map((hours) => ({ value: hours, label: t('hoursOf', { hours }) }))} />
      </Form.Item>
      {data && <Links links={data.fundingLinks} onChange={again} />}
    </FormDialog>
  );
}

function Links({ links, onChange }: { links: readonly FundingLinkPartsFragment[]; onChange: () => void }) {
  const t = useTranslations('leadership.share');
  const { message } = App.useApp();
  const locale = useLocale() as Locale;
  const revoke = useCommand(RevokeFundingLinkDocument);
  const hrefOf = (token: string) => getPathname({ href: `/screen/${token}`, locale });
  const end = async ({ id, version }: FundingLinkPartsFragment) => {
    const result = await revoke.run({ linkId: id, expectedVersion: version });
    if (isFailure(result)) return revoke.setFailure(result);
    message.success(t('revokedDone'));
    onChange();
  };
  if (links.length === 0) return <p className="quiet">{t('none')}</p>;
  return (
    <>
      <MutationFailure failure={revoke.failure} />
      <ListTable<FundingLinkPartsFragment>
        rowKey="id"
        small
        pagination={{ pageSize: 5, hideOnSinglePage: true, showSizeChanger: false }}
        rows={links}
        columns={[
          {
            title: t('name'),
            render: (_, { title, createdBy }) => (
              <>
                {title} <small className="quiet">{t('by', { name: createdBy })}</small>
              </>
            ),
          },
          {
            title: t('status'),
            render: (_, { revokedAt, token, expiresAt }) =>
              revokedAt ? t('revoked') : token ? t('until', { time: formatDateTime(expiresAt) }) : t('expired'),
          },
          { title: t('openings'), align: 'right', render: (_, { openings }) => openings },
          {
            title: t('link'),
            render: (_, link) =>
              link.token && (
                <span className="row">
                  <a href={hrefOf(link.token)} target="_blank" rel="noreferrer">
                    {t('open')}
                  </a>
                  <ActionButton
                    size="small"
                    action="revoke"
                    allowedActions={link.allowedActions}
                    onClick={() => end(link)}
                  >
                    {t('revoke')}
                  </ActionButton>
                </span>
              ),
          },
        ]}
      />
    </>
  );
}
