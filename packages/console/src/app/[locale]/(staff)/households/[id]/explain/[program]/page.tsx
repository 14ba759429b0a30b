import { ExplanationPage } from '@/features/explanation/explanation-page';

export default async function Page({ params }: { params: Promise<{ id: string; program: string }> }) {
  const { id, program } = await params;
  return <ExplanationPage householdId={id} programCode={program} />;
}
