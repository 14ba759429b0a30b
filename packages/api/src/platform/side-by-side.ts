/**
 * Works through items in their order, up to `atOnce` of them at a time. After a failure nothing new is begun; it is
 * thrown once what is under way has ended.
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const rest = items[Symbol.iterator]();
  const takeNext = async () => {
    for (let next = rest.next(); !next.done && failures.length === 0; next = rest.next()) {
      await work(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeNext));
  if (failures.length > 0) throw failures[0];
}
