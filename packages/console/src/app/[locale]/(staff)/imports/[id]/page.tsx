import { ImportPage } from '@/features/import/import-page';
import { InPlace } from '@/lib/viewer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <InPlace place="imports">
      <ImportPage id={id} />
    </InPlace>
  );
}
