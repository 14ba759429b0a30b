import { ProgramPage } from '@/features/program/program-page';

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return <ProgramPage code={code} />;
}
