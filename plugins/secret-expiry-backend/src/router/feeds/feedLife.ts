import { FEED_DAYS, Feed } from '@plumbline/plugin-secret-expiry-common';
import { Scope } from '../../store/Scope';
import { FeedOwner, StoredFeed } from '../../store/FeedStore';

const DAY_MS = 86_400_000;

/** A feed as the API gives it: until when it gives data, and why it does not. */
export function shownFeed(feed: StoredFeed, now: Date): Feed {
  const { scope, owner, ...shown } = feed;
  const until = new Date(
    Date.parse(owner.seenAt) + FEED_DAYS * DAY_MS,
  ).toISOString();
  return { ...shown, until, stopped: stopOf(owner, until, now) };
}

/**
 * What a feed may show: what its owner might read when it was made, and might
 * still read when they were last seen, without what was theirs by a group that
 * the catalog no longer gives them.
 *
 * @param lost - full refs of such groups.
 */
export function scopeOf(
  { scope, owner: { may = { ownerRefs: [] } } }: StoredFeed,
  lost: string[],
): Scope {
  if (scope === 'all' && may === 'all') return 'all';
  const ownerRefs = [scope, may]
    .flatMap(each => (each === 'all' ? [] : [each.ownerRefs]))
    .reduce((some, others) => some.filter(ref => others.includes(ref)));
  return { ownerRefs: ownerRefs.filter(ref => !lost.includes(ref)) };
}

function stopOf(owner: FeedOwner, until: string, now: Date): Feed['stopped'] {
  if (owner.isGone) return 'owner-gone';
  if (owner.may === undefined) return 'owner-may-not';
  return until <= now.toISOString() ? 'owner-away' : undefined;
}
