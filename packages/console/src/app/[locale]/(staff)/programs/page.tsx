import { ProgramsPage } from '@/features/program/programs-page';

export default function Page() {
  return <ProgramsPage />;
}
