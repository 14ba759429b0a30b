import { ApplicantsPage } from '@/features/batch/applicants-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ApplicantsPage batchId={id} />;
}
