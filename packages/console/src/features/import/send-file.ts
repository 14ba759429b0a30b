/** What the API takes at most. */
export const MOST_BYTES = 50 * 1024 * 1024;

export type Sent = { id: string } | { refusal: string } | 'unreachable';

/** Sends a file to be read. `key` is the same for each try of one file, so that it is taken once. */
export function sendFile(kind: string, file: File, key: string, locale: string): Promise<Sent> {
  return sendTo(`/api/import?${new URLSearchParams({ kind, name: file.name, key })}`, file, locale);
}

/** Posts a file to a path of the API; the answer, or the refusal in the reader's language. */
export async function sendTo(path: string, file: File, locale: string): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-yimen-locale': locale },
      body: file,
    });
    return response.ok ? ((await response.json()) as { id: string }) : { refusal: await response.text() };
  } catch {
    return 'unreachable';
  }
}
