import { notFound } from 'next/navigation';

/** Any other address, so that the not-found page comes in the reader's language. */
export default function UnknownPage() {
  notFound();
}
