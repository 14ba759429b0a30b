'use client';

import {
  AccountBookOutlined,
  AppstoreOutlined,
  AuditOutlined,
  CarryOutOutlined,
  FolderOpenOutlined,
  FundOutlined,
  GiftOutlined,
  HomeOutlined,
  ImportOutlined,
  RadarChartOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import { Link, usePathname } from '@/i18n/navigation';
import { useViewer } from '@/lib/viewer';
import styles from './identity.module.css';

const ICONS: Record<string, ComponentType> = {
  today: CarryOutOutlined,
  households: HomeOutlined,
  cases: FolderOpenOutlined,
  meetings: TeamOutlined,
  batches: SolutionOutlined,
  desk: AuditOutlined,
  screening: RadarChartOutlined,
  verification: SafetyCertificateOutlined,
  programs: AppstoreOutlined,
  funding: AccountBookOutlined,
  budgets: FundOutlined,
  donations: GiftOutlined,
  imports: ImportOutlined,
};

/** The places of one's own role: a column on the left, a bar at the bottom on a phone. */
export function PlacesNav() {
  const t = useTranslations('common.places');
  const { places } = useViewer();
  const pathname = usePathname();
  return (
    <nav className={`${styles.nav} no-print`} aria-label={t('label')}>
      <ul>
        {places.map((place) => {
          const Icon = ICONS[place];
          const current = pathname === `/${place}` || pathname.startsWith(`/${place}/`);
          return (
            <li key={place}>
              <Link href={`/${place}`} aria-current={current ? 'page' : undefined}>
                <span aria-hidden>{Icon && <Icon />}</span>
                <span>{t(place)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
