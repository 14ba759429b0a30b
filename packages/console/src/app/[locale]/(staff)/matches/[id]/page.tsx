import { MatchPage } from '@/features/list/match-page';
import { InPlace } from '@/lib/viewer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <InPlace place="screening">
      <MatchPage id={id} />
    </InPlace>
  );
}
