import {
  CredentialListItem,
  DAY_MS,
} from '@plumbline/plugin-secret-expiry-common';

/** How far the timeline looks ahead. */
export const TIMELINE_DAYS = 90;

/** Share of the width, in percent, that is kept for what is past its date. */
export const PAST_PERCENT = 8;

/** A credential with its date. */
export type DatedCredential = CredentialListItem & { expires: string };

/** A credential that expires within the timeline. */
export interface TimelineItem {
  credential: DatedCredential;
  /** Distance from the left in percent. */
  left: number;
  past: boolean;
}

/** What serves one stamp. */
export interface TimelineLane {
  /** Full ref; absent for what serves all stamps, or no known one. */
  stampRef?: string;
  /** By date. */
  items: TimelineItem[];
  /** The first to expire after the end of the timeline. */
  next?: DatedCredential;
}

/**
 * What expires within so many days or has expired, by stamp: what serves all
 * stamps first, then each stamp by its ref. A stamp of which nothing expires so
 * soon has its lane all the same, with what comes next.
 *
 * @param workloadRef - what another workload holds serves no stamp of this one.
 */
export function lanesByStamp(
  credentials: CredentialListItem[],
  workloadRef: string,
  now: Date,
  days: number,
): TimelineLane[] {
  const lanes = new Map<string, TimelineLane>();
  const dated = credentials
    .filter(hasExpiry)
    .sort((a, b) => a.expires.localeCompare(b.expires));
  for (const credential of dated) {
    const stampRef =
      credential.workloadRef === workloadRef ? credential.stampRef : undefined;
    const lane: TimelineLane = lanes.get(stampRef ?? '') ?? {
      stampRef,
      items: [],
    };
    lanes.set(stampRef ?? '', lane);
    const ahead = (Date.parse(credential.expires) - now.getTime()) / DAY_MS;
    if (ahead > days) {
      lane.next ??= credential;
    } else {
      lane.items.push({
        credential,
        past: ahead <= 0,
        left: ahead <= 0 ? 0 : leftOf(ahead, days),
      });
    }
  }
  return [...lanes.values()].sort((a, b) =>
    (a.stampRef ?? '').localeCompare(b.stampRef ?? ''),
  );
}

/** The same by date alone, where there is no room for stamps. */
export function inOneLane(lanes: TimelineLane[]): TimelineLane {
  const [next] = lanes
    .flatMap(lane => lane.next ?? [])
    .sort((a, b) => a.expires.localeCompare(b.expires));
  return {
    items: lanes
      .flatMap(({ items }) => items)
      .sort((a, b) => a.credential.expires.localeCompare(b.credential.expires)),
    next,
  };
}

/** Distance from the left, in percent, of a moment so many days ahead. */
export function leftOf(daysAhead: number, days: number): number {
  return PAST_PERCENT + (daysAhead / days) * (100 - PAST_PERCENT);
}

function hasExpiry(
  credential: CredentialListItem,
): credential is DatedCredential {
  return credential.expires !== undefined;
}
