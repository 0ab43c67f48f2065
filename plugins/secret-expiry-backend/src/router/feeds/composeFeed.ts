import { parseEntityRef } from '@backstage/catalog-model';
import {
  CredentialListItem,
  dateInWords,
  lifetimeMs,
  stageThresholds,
} from '@plumbline/plugin-secret-expiry-common';
import {
  ICalAlarmType,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventTransparency,
  escape,
} from 'ical-generator';
import { KIND_WORDS } from '../../kindWords';
import { FeedEnd } from './feedNotices';

/** How often a calendar should ask again. */
const REFRESH_SECONDS = 3_600;

/**
 * A calendar (RFC 5545) with a day for each expiry date, and an alarm where each
 * warning stage begins, unless it renews itself. It says what expires and who
 * renews it; nothing that people wrote in an acknowledgement.
 *
 * @param credentials - those without an expiry date are left out.
 * @param options.baseUrl - of the portal's pages, without a slash at its end; no
 * links without it.
 * @param options.end - when it stops to show any.
 */
export function composeFeed(
  credentials: CredentialListItem[],
  options: { name: string; baseUrl?: string; now: Date; end?: FeedEnd },
): string {
  const { name, baseUrl, now, end } = options;
  const calendar = new ICalCalendar({
    // The one text that the library writes as it is.
    name: escape(name, false),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'plumbline', product: 'secret-expiry', language: 'EN' },
    ttl: REFRESH_SECONDS,
  });
  for (const credential of credentials) {
    const { expires } = credential;
    if (expires === undefined) continue;
    const event = calendar.createEvent({
      id: `${credential.id}@plumbline`,
      stamp: now,
      start: dayOf(expires),
      end: dayOf(expires, 1),
      allDay: true,
      // A date to know of takes nobody's day.
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: `${credential.name} ${
        Date.parse(expires) > now.getTime() ? 'expires' : 'expired'
      } (${credential.workloadTitle})`,
      description: descriptionOf(credential, expires, baseUrl),
      url: baseUrl && addressOf(credential, baseUrl),
    });
    for (const at of alarmsOf(credential, expires, now)) {
      event.createAlarm({
        type: ICalAlarmType.display,
        trigger: at,
        description: `${credential.name} expires on ${dateInWords(expires)}`,
      });
    }
  }
  if (end) {
    calendar.createEvent({
      id: `${end.id}@plumbline`,
      stamp: now,
      start: dayOf(end.at),
      end: dayOf(end.at, 1),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: end.summary,
      description: end.description,
      url: baseUrl && `${baseUrl}/secret-expiry`,
    });
  }
  return calendar.toString();
}

/** Midnight of a UTC day, and of so many days later. */
function dayOf(iso: string, later = 0): Date {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() + later);
  return day;
}

/** When stages begin that have not yet; none for what renews itself. */
function alarmsOf(
  credential: CredentialListItem,
  expires: string,
  now: Date,
): Date[] {
  if (credential.rotation === 'automatic') return [];
  return [...new Set(stageThresholds(lifetimeMs(credential)))]
    .map(threshold => new Date(Date.parse(expires) - threshold))
    .filter(at => at > now);
}

function descriptionOf(
  credential: CredentialListItem,
  expires: string,
  baseUrl = '',
): string {
  const { entityRef, responsibleRef, rotation, runbookUrl } = credential;
  return [
    `${KIND_WORDS[credential.kind]} of ${
      credential.workloadTitle
    }, expires on ${dateInWords(expires)} at ${expires.slice(11, 16)} UTC.`,
    entityRef && `Held by ${entityRef}.`,
    rotation === 'automatic'
      ? 'It renews itself.'
      : `Renewed by ${responsibleRef ?? 'nobody who is named'}.`,
    // An address may be a path of the portal.
    runbookUrl && `How: ${runbookUrl.replace(/^\//, `${baseUrl}/`)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function addressOf(credential: CredentialListItem, baseUrl: string): string {
  const { namespace, name } = parseEntityRef(credential.workloadRef);
  const [space, workload] = [namespace, name].map(encodeURIComponent);
  const page = `/catalog/${space}/system/${workload}/secret-expiry`;
  return `${baseUrl}${page}?credential=${credential.id}`;
}
