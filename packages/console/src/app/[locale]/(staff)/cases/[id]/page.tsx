import { DossierPage } from '@/features/case/dossier-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DossierPage caseId={id} />;
}
