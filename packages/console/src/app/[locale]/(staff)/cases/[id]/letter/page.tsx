import { LetterPage } from '@/features/case/letter-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <LetterPage caseId={id} />;
}
