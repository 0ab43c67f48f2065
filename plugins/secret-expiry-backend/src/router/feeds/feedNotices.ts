import {
  DAY_MS,
  FEED_DAYS,
  Feed,
  FeedStop,
  dateInWords,
} from '@plumbline/plugin-secret-expiry-common';

/** For how many days before its end a calendar says that it ends. */
const SAID_BEFORE_DAYS = 7;

const REASONS: Record<FeedStop, string> = {
  'owner-gone': 'Who made it is no longer in the catalog.',
  'owner-may-not': 'Who made it may no longer read credentials.',
  'owner-away': `Who made it has not looked at credentials in the portal for ${FEED_DAYS} days. It goes on once they do.`,
};

/** The day on which a calendar stops, or has stopped, as an event in it. */
export interface FeedEnd {
  id: string;
  /** ISO 8601. */
  at: string;
  summary: string;
  description: string;
}

/**
 * What a calendar says of its own end: why there is nothing in it any more, or
 * soon, and what to do; so that nobody takes an empty calendar for a quiet year.
 */
export function endOf(
  { id, stopped, until }: Pick<Feed, 'id' | 'stopped' | 'until'>,
  now: Date,
): FeedEnd | undefined {
  if (stopped) {
    return {
      id,
      at: now.toISOString(),
      summary: 'This calendar shows no credentials any more',
      description: REASONS[stopped],
    };
  }
  const left = Date.parse(until) - now.getTime();
  if (left > SAID_BEFORE_DAYS * DAY_MS) return undefined;
  return {
    id,
    at: until,
    summary: 'This calendar stops',
    description: `Who made it has to look at credentials in the portal before ${dateInWords(
      until,
    )}, so that it is known that they still may.`,
  };
}
