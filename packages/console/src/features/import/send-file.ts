/** What the API takes at most. */
export const MOST_BYTES = 50 * 1024 * 1024;

export type Sent = { id: string } | { refusal: string } | 'unreachable';

/** Sends a file to be read. `key` is the same for each try of one file, so that it is taken once. */
export async function sendFile(kind: string, file: File, key: string, locale: string): Promise<Sent> {
  const query = new URLSearchParams({ kind, name: file.name, key });
  try {
    const response = await fetch(`/api/import?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-yimen-locale': locale },
      body: file,
    });
    return response.ok ? ((await response.json()) as { id: string }) : { refusal: await response.text() };
  } catch {
    return 'unreachable';
  }
}
