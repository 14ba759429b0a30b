import { LinePage } from '@/features/budget/line-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <LinePage id={id} />;
}
