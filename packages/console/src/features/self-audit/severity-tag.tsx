import { AUDIT_SEVERITIES } from '@yimen/schema';
import { Tag } from 'antd';
import { useBilingual } from '@/lib/bilingual';

const COLORS = { high: 'error', medium: 'warning', low: 'default' };

export function SeverityTag({ severity }: { severity: string }) {
  const b = useBilingual();
  const known = severity as keyof typeof AUDIT_SEVERITIES;
  return <Tag color={COLORS[known]}>{b(AUDIT_SEVERITIES[known])}</Tag>;
}
