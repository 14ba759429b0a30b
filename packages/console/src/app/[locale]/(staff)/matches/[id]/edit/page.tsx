import { MatchFormPage } from '@/features/list/match-form-page';
import { InPlace } from '@/lib/viewer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <InPlace place="screening">
      <MatchFormPage id={id} />
    </InPlace>
  );
}
