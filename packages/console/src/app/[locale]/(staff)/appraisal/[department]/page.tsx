import { DepartmentPage } from '@/features/appraisal/department-page';

export default async function Page({ params }: { params: Promise<{ department: string }> }) {
  const { department } = await params;
  return <DepartmentPage code={department} />;
}
