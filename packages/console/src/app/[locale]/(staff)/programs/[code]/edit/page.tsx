import { EditRulePage } from '@/features/program/edit-rule-page';

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return <EditRulePage code={code} />;
}
