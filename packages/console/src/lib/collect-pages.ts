const MOST = 501;

interface Page<Node> {
  nodes: readonly Node[];
  nextCursor: string | null;
}

/** What all pages of a list hold, up to 501, one more than may be asked about at once. */
export async function collectPages<Node>(read: (after: string | undefined) => Promise<Page<Node>>): Promise<Node[]> {
  const all: Node[] = [];
  for (let after: string | undefined; all.length < MOST; ) {
    const { nodes, nextCursor } = await read(after);
    all.push(...nodes);
    if (!nextCursor) break;
    after = nextCursor;
  }
  return all.slice(0, MOST);
}
