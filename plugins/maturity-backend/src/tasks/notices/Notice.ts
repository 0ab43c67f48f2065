import { parseEntityRef } from '@backstage/catalog-model';
import {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';

/** Something that people are to be told once. */
export interface Notice {
  /** Also its scope: a newer one with the same id takes the place of the older on the notifications page. */
  id: string;
  /** Full refs of users and groups. */
  recipients: string[];
  /** Ref of a user who knows already. */
  except?: string;
  /** What it says, one key for each thing: it is sent again only to say something new. */
  keys: string[];
  title: string;
  description: string;
  /** Path of a page of the portal. */
  link: string;
  severity: NotificationSeverity;
  /** People mute notifications by topic. */
  topic: string;
}

/** What the notifications plugin stores of a title. */
const LONGEST_TITLE = 255;

/** As the notifications plugin takes it. */
export function payloadOf(notice: Notice): NotificationPayload {
  return {
    title: shortened(notice.title, LONGEST_TITLE),
    description: notice.description,
    link: notice.link,
    severity: notice.severity,
    topic: notice.topic,
    scope: `maturity/${notice.id}`,
  };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Path of a workload's maturity tab, or of a place on it. */
export function tabPath(
  workloadRef: string,
  place: { model?: string; pillar?: string; criterion?: string } = {},
): string {
  const { namespace, name } = parseEntityRef(workloadRef);
  const path = ['catalog', namespace, 'system', name, 'maturity']
    .map(encodeURIComponent)
    .join('/');
  const query = new URLSearchParams(
    Object.entries(place).filter(([, value]) => value !== undefined),
  );
  return query.size > 0 ? `/${path}?${query}` : `/${path}`;
}

/** `2026-11-29`, UTC. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** `'A', 'B' and 3 more`. */
export function some(titles: string[], most: number): string {
  const named = titles.slice(0, most).map(title => `'${title}'`);
  const rest = titles.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}
