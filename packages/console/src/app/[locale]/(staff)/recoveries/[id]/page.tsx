import { RecoveryPage } from '@/features/recovery/recovery-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RecoveryPage id={id} />;
}
