'use client';

import { RoleCardsDocument, type RoleCardsQuery } from '@yimen/schema/documents';
import { Alert, Button, Form, Input } from 'antd';
import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { getPathname } from '@/i18n/navigation';
import type { Locale } from '@/i18n/routing';
import { useBilingual } from '@/lib/bilingual';
import { QueryBoundary } from '@/lib/states';
import styles from './identity.module.css';
import { LanguageSwitch } from './language-switch';
import { type SignInOutcome, safeNext, signInByCard, signInByPassword } from './session';

type RoleCard = RoleCardsQuery['roleCards'][number];

export function SignInPage() {
  const t = useTranslations('identity');
  const common = useTranslations('common');
  const locale = useLocale() as Locale;
  const next = safeNext(useSearchParams().get('next'));
  const [query, reload] = useQuery({ query: RoleCardsDocument });
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<Exclude<SignInOutcome, 'ok'>>();

  const signIn = async (who: string, attempt: () => Promise<SignInOutcome>) => {
    setBusy(who);
    setProblem(undefined);
    const outcome = await attempt();
    // A full load: nothing that the one before could see stays in memory.
    if (outcome === 'ok') return window.location.assign(getPathname({ href: next, locale }));
    setBusy(undefined);
    setProblem(outcome);
  };

  return (
    <main className={styles.signIn}>
      <header className={styles.signInHeader}>
        <div>
          <h1>{common('productLong')}</h1>
          <p className="quiet">{t('tagline')}</p>
        </div>
        <LanguageSwitch />
      </header>
      {problem && <Alert type="error" showIcon role="alert" title={t(`problem.${problem}`)} />}
      <section className="paper" aria-labelledby="with-password">
        <h2 id="with-password">{t('withPassword')}</h2>
        <PasswordForm
          busy={busy === 'password'}
          onSubmit={({ username, password }) => signIn('password', () => signInByPassword(username, password))}
        />
      </section>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ roleCards }) =>
          roleCards.length > 0 && (
            <section className="stack" aria-labelledby="with-card">
              <div>
                <h2 id="with-card">{t('withCard')}</h2>
                <p className="quiet">{t('demoHint')}</p>
              </div>
              <RoleCards cards={roleCards} busy={busy} onChoose={(id) => signIn(id, () => signInByCard(id))} />
            </section>
          )
        }
      </QueryBoundary>
    </main>
  );
}

interface Credentials {
  username: string;
  password: string;
}

function PasswordForm({ busy, onSubmit }: { busy: boolean; onSubmit: (credentials: Credentials) => void }) {
  const t = useTranslations('identity');
  return (
    <Form<Credentials> layout="vertical" className={styles.passwordForm} onFinish={onSubmit} requiredMark={false}>
      <Form.Item name="username" label={t('username')} rules={[{ required: true, message: t('usernameMissing') }]}>
        <Input autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('signIn')}
      </Button>
    </Form>
  );
}

interface RoleCardsProps {
  cards: RoleCard[];
  busy: string | undefined;
  onChoose: (staffId: string) => void;
}

function RoleCards({ cards, busy, onChoose }: RoleCardsProps) {
  const t = useTranslations('identity');
  const b = useBilingual();
  const unitOf = (card: RoleCard) => b(card.departmentName ?? card.orgUnitName);
  const roles = [...new Set(cards.map(({ role }) => role))];
  return roles.map((role) => (
    <section key={role} aria-label={t(`role.${role}`)}>
      <h3 className={styles.roleTitle}>
        {t(`role.${role}`)} <span className="quiet">{t(`roleHint.${role}`)}</span>
      </h3>
      <ul className={styles.cards}>
        {cards
          .filter((card) => card.role === role)
          .map((card) => (
            <li key={card.staffId}>
              <button
                type="button"
                className={styles.card}
                disabled={busy !== undefined}
                aria-busy={busy === card.staffId}
                data-username={card.username}
                onClick={() => onChoose(card.staffId)}
              >
                <span className={styles.cardName}>{card.name}</span>
                <span>{b(card.title)}</span>
                {!b(card.title).includes(unitOf(card)) && <span className="quiet">{unitOf(card)}</span>}
              </button>
            </li>
          ))}
      </ul>
    </section>
  ));
}
