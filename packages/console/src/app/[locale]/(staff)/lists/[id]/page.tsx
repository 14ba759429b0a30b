import { ListPage } from '@/features/list/list-page';
import { InPlace } from '@/lib/viewer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <InPlace place="screening">
      <ListPage id={id} />
    </InPlace>
  );
}
