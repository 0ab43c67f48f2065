import { ExistingStamp } from '@plumbline/plugin-stamp-common';

/**
 * Stamps of the catalog and of the estate, each once. The estate knows of one
 * that the catalog has not read yet; what both know, the estate tells more
 * exactly.
 */
export function mergeStamps(
  catalog: readonly ExistingStamp[],
  estate: readonly ExistingStamp[],
): ExistingStamp[] {
  const byName = new Map<string, ExistingStamp>();
  for (const stamp of [...catalog, ...estate]) {
    const name = stamp.name.toLocaleLowerCase('en-US');
    const known = byName.get(name);
    const addressRange = stamp.addressRange ?? known?.addressRange;
    byName.set(name, {
      ...known,
      ...stamp,
      ...(addressRange !== undefined && { addressRange }),
    });
  }
  return [...byName.values()];
}
