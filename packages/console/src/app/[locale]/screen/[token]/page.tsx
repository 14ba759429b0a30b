import { ScreenPage } from '@/features/leadership/screen-page';

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <ScreenPage token={decodeURIComponent(token)} />;
}
