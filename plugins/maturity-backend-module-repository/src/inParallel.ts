/** Does something with every item, a number of them at a time. */
export async function inParallel<T>(
  items: T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, worker),
  );
}
