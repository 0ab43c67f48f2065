import {
  DAY_MS,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';

/** Share of the width, in percent, that is kept for what is past its date. */
export const PAST_PERCENT = 8;

/** A credential that expires within the timeline. */
export interface TimelineItem {
  credential: StoredCredential & { expires: string };
  /** Distance from the left in percent. */
  left: number;
  past: boolean;
}

/** What one entity holds. */
export interface TimelineGroup {
  /** Absent for what belongs to the workload as a whole. */
  entityRef?: string;
  items: TimelineItem[];
}

/**
 * What expires within so many days or has expired, by entity: the entity with
 * the earliest date first, and within it by date.
 */
export function groupByEntity(
  credentials: StoredCredential[],
  now: Date,
  days: number,
): TimelineGroup[] {
  const groups = new Map<string | undefined, TimelineGroup>();
  const dated = credentials
    .filter(hasExpiry)
    .sort((a, b) => a.expires.localeCompare(b.expires));
  for (const credential of dated) {
    const ahead = (Date.parse(credential.expires) - now.getTime()) / DAY_MS;
    if (ahead > days) break;
    const { entityRef } = credential;
    const group = groups.get(entityRef) ?? { entityRef, items: [] };
    groups.set(entityRef, group);
    group.items.push({
      credential,
      past: ahead <= 0,
      left: ahead <= 0 ? 0 : leftOf(ahead, days),
    });
  }
  return [...groups.values()];
}

/** The same by date alone, where there is no room for entities. */
export function inOneGroup(groups: TimelineGroup[]): TimelineGroup {
  return {
    items: groups
      .flatMap(({ items }) => items)
      .sort((a, b) => a.credential.expires.localeCompare(b.credential.expires)),
  };
}

/** Distance from the left, in percent, of a moment so many days ahead. */
export function leftOf(daysAhead: number, days: number): number {
  return PAST_PERCENT + (daysAhead / days) * (100 - PAST_PERCENT);
}

function hasExpiry(
  credential: StoredCredential,
): credential is StoredCredential & { expires: string } {
  return credential.expires !== undefined;
}
