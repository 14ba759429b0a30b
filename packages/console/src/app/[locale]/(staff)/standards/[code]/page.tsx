import { StandardPage } from '@/features/program/standard-page';

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return <StandardPage code={code} />;
}
