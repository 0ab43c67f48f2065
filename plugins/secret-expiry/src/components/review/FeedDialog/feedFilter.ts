import { CredentialsFilter } from '@plumbline/plugin-secret-expiry-common';
import { NO_JUDGEMENT, ReviewQuery, filterOf } from '../useReviewQuery';

/**
 * What of a query a calendar keeps: whose, where and what. How near a date is
 * and what it has come to changes from day to day, which a feed is there to
 * follow, so a feed for ever is not bound to it.
 */
export function feedFilterOf(query: ReviewQuery): CredentialsFilter {
  const { expiresFrom, expiresBefore, ...filter } = filterOf(
    { ...query, ...NO_JUDGEMENT, stage: undefined },
    new Date(),
  );
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  );
}
