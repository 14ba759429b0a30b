import { PairPage } from '@/features/duplicate/pair-page';
import { InPlace } from '@/lib/viewer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <InPlace place="households">
      <PairPage id={id} />
    </InPlace>
  );
}
