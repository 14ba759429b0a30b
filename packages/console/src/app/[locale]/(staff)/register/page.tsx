import { RegisterPage } from '@/features/register/register-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <RegisterPage />
    </InPlace>
  );
}
