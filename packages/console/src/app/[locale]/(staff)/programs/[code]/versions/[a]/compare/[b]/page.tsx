import { CompareVersionsPage } from '@/features/program/compare-versions-page';

export default async function Page({ params }: { params: Promise<{ code: string; a: string; b: string }> }) {
  return <CompareVersionsPage {...(await params)} />;
}
