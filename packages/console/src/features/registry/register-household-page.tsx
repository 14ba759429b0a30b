'use client';

import { PlusOutlined } from '@ant-design/icons';
import { type PossibleDuplicatesPartsFragment, RegisterHouseholdDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRouter } from '@/i18n/navigation';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { NoPermission } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { anotherPerson, PossibleDuplicates } from '../duplicate/possible-duplicates';
import { useAreaOptions } from './area-options';
import { MemberFields, type MemberValues } from './member-fields';
import styles from './registry.module.css';

interface HouseholdValues {
  townshipCode: string;
  villageCode: string;
  address: string;
  members: MemberValues[];
  anotherReason?: string;
}

export function RegisterHouseholdPage() {
  const t = useTranslations('registry');
  const { staff } = useViewer();
  const router = useRouter();
  const [form] = Form.useForm<HouseholdValues>();
  const townshipCode = Form.useWatch('townshipCode', form);
  const areas = useAreaOptions(townshipCode);
  const register = useCommand(RegisterHouseholdDocument);
  const [duplicates, setDuplicates] = useState<PossibleDuplicatesPartsFragment>();

  if (staff.role !== 'clerk') return <NoPermission />;

  const submit = async ({ anotherReason, ...values }: HouseholdValues) => {
    const result = await register.run({ ...values, anotherPerson: anotherPerson(duplicates, { anotherReason }) });
    if (isFailure(result)) register.setFailure(placeProblems(form, result));
    else if (result.__typename === 'PossibleDuplicates') setDuplicates(result);
    else router.push(`/households/${result.id}`);
  };

  return (
    <Page
      title={t('register')}
      breadcrumb={[{ title: t('households'), href: '/households' }, { title: t('register') }]}
    >
      <Form<HouseholdValues>
        form={form}
        layout="vertical"
        className="stack"
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={{ townshipCode: staff.townshipCode ?? undefined, members: [{ relation: 'head' }] }}
        onValuesChange={(changed) => {
          if ('townshipCode' in changed) form.setFieldValue('villageCode', undefined);
        }}
        onFinish={submit}
      >
        <section className="paper" aria-labelledby="place">
          <h2 id="place">{t('place')}</h2>
          <div className={styles.placeFields}>
            <Form.Item
              name="townshipCode"
              label={t('township')}
              rules={[{ required: true, message: t('townshipMissing') }]}
            >
              <Select showSearch={{ optionFilterProp: 'label' }} loading={areas.fetching} options={areas.townships} />
            </Form.Item>
            <Form.Item
              name="villageCode"
              label={t('village')}
              rules={[{ required: true, message: t('villageMissing') }]}
            >
              <Select showSearch={{ optionFilterProp: 'label' }} disabled={!townshipCode} options={areas.villages} />
            </Form.Item>
            <Form.Item
              name="address"
              label={t('address')}
              rules={[{ required: true, whitespace: true, message: t('addressMissing') }]}
            >
              <Input autoComplete="off" maxLength={200} />
            </Form.Item>
          </div>
        </section>
        <section className="paper" aria-labelledby="members">
          <h2 id="members">{t('members')}</h2>
          <Form.List name="members">
            {(members, { add, remove }) => (
              <>
                {members.map(({ key, name }) => (
                  <fieldset key={key} className={styles.memberCard}>
                    <legend>
                      {name === 0 ? t('head') : t('memberNumber', { number: name + 1 })}
                      {name > 0 && (
                        <Button type="link" size="small" onClick={() => remove(name)}>
                          {t('removeMember')}
                        </Button>
                      )}
                    </legend>
                    <MemberFields at={['members', name]} inList={[name]} isHead={name === 0} />
                  </fieldset>
                ))}
                <Button icon={<PlusOutlined />} onClick={() => add()}>
                  {t('addMember')}
                </Button>
              </>
            )}
          </Form.List>
        </section>
        {duplicates && <PossibleDuplicates duplicates={duplicates} />}
        <MutationFailure failure={register.failure} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={register.running}>
            {t('saveHousehold')}
          </Button>
          <span className="quiet">{t('saveHint')}</span>
        </div>
      </Form>
    </Page>
  );
}
