/**
 * Does something for many at once. Where that fails it is done for each half
 * apart, and so on, so that what fails for one holds up no other.
 *
 * @param onFailure - told of each for which it fails even when done alone; what
 * it throws ends all.
 */
export async function apart<T>(
  items: T[],
  work: (items: T[]) => Promise<void>,
  onFailure: (item: T, error: unknown) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await work(items);
    return;
  } catch (error) {
    if (items.length === 1) {
      await onFailure(items[0], error);
      return;
    }
  }
  const middle = Math.ceil(items.length / 2);
  await apart(items.slice(0, middle), work, onFailure);
  await apart(items.slice(middle), work, onFailure);
}
