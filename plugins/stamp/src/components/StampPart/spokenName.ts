import { StampRow } from '@plumbline/plugin-stamp-common';

/** A stamp as it is called where nothing beside tells it from others: two of a region may have the same title. */
export function spokenName({
  name,
  title,
}: Pick<StampRow, 'name' | 'title'>): string {
  return title === name ? name : `${title} (${name})`;
}
