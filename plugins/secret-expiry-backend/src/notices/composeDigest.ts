import { parseEntityRef } from '@backstage/catalog-model';
import {
  FindingCode,
  timeBetween,
} from '@plumbline/plugin-secret-expiry-common';
import { Message, MessageLine, byTone } from '@plumbline/plugin-workload-node';
import {
  countOf,
  dateOf,
  nameAndPlaceOf,
  nameOf,
  rotationStep,
} from '../summary/wording';
import {
  DigestNews,
  EndedWarning,
  Excerpt,
  FindingCount,
  MOST_LINES,
  NewWarning,
} from './DigestReader';
import { Warning, headlineOf, sentenceOf, severityOf } from './Warning';

const FINDING_WORDS: Record<FindingCode, string> = {
  'no-expiry': 'no expiry date',
  'lifetime-above-policy': 'a longer life than the policy allows',
  'no-rotation': 'no rotation, though a machine could do it',
  'password-where-identity': 'a password where a managed identity would do',
  superseded: 'a newer version elsewhere',
  'not-yet-valid': 'a beginning in the future',
};

/** Everything that one audience is told at one time. */
export interface DigestContent {
  /** Full ref of a person or group; absent for a webhook. */
  ownerRef?: string;
  /** Full ref, or channel of a webhook. */
  audience: string;
  news: DigestNews;
  /** What they know of that still needs someone. */
  standing: Excerpt<Warning>;
  /** Only of a weekly digest: what they were told before that still needs someone, and findings. */
  weekly?: { reminders: Excerpt<Warning>; findings: FindingCount[] };
  now: Date;
}

/** Composes a digest; `undefined` when there is nothing to tell. */
export function composeDigest(content: DigestContent): Message | undefined {
  const { audience, ownerRef, news, standing, weekly, now } = content;
  const open = [
    ...news.fresh.first,
    ...standing.first,
    ...(weekly?.reminders.first ?? []),
  ];
  const lines = [
    ...warningLines(content),
    ...(weekly?.reminders.first ?? []).map(each => warningLine(each, now)),
    ...news.ended.first.map(each => endedLine(each, now)),
    ...(weekly?.findings ?? []).map(findingLine),
  ].sort((a, b) => byTone(a.tone, b.tone));
  if (lines.length === 0) return undefined;
  const { fresh, ended } = news;
  const total =
    fresh.count +
    ended.count +
    (weekly ? weekly.reminders.count + weekly.findings.length : 0);
  const shown = Math.min(lines.length, MOST_LINES);
  return {
    aboutRef: audience,
    ownerRef,
    severity: open.map(severityOf).sort(byTone)[0],
    title: titleOf(content),
    lines: lines.slice(0, shown),
    more: total - shown,
    notes: notesOf(content),
    link: linkOf(content),
    at: now.toISOString(),
  };
}

/** Many digests as one, for a channel that was out of reach; see `digestOf`. */
export function wordingOfMany(messages: readonly Message[]) {
  return {
    title: `${messages.length} messages about credentials`,
    link: '/secret-expiry',
  };
}

/** Path of a workload's tab of credentials, with one of them open when its id is given. */
export function tabPath(workloadRef: string, credentialId?: string): string {
  const { namespace, name } = parseEntityRef(workloadRef);
  const path = ['catalog', namespace, 'system', name, 'secret-expiry']
    .map(encodeURIComponent)
    .join('/');
  return credentialId === undefined
    ? `/${path}`
    : `/${path}?credential=${encodeURIComponent(credentialId)}`;
}

function warningLines({ news, ownerRef, now }: DigestContent): MessageLine[] {
  const { first, count } = news.fresh;
  return first.map(warning => {
    const line = warningLine(warning, now);
    // Where there is but one there is room for what to do.
    const step =
      count === 1 && warning.warning !== 'superseded'
        ? ` ${rotationStep(warning.kind)}.`
        : '';
    return {
      ...line,
      text: `${line.text}${toldBefore(warning, ownerRef)}${step}`,
    };
  });
}

function warningLine(warning: Warning, now: Date): MessageLine {
  return {
    tone: severityOf(warning),
    text: sentenceOf(warning, now),
    runbookUrl: warning.runbookUrl,
  };
}

/** For those who hear of it because those who renew it did nothing. */
function toldBefore(
  { responsibleRef, responsibleToldAt }: NewWarning,
  ownerRef: string | undefined,
): string {
  if (!responsibleRef || responsibleRef === ownerRef || !responsibleToldAt) {
    return '';
  }
  return ` ${parseEntityRef(responsibleRef).name} was told on ${dateOf(
    responsibleToldAt,
  )}.`;
}

function endedLine(ended: EndedWarning, now: Date): MessageLine {
  const what = `${ended.workloadTitle}: ${nameAndPlaceOf(ended)}`;
  return { tone: 'good', text: `${what} ${endOf(ended, now)}.` };
}

function endOf({ how, previous, expires }: EndedWarning, now: Date): string {
  const until = expires === undefined ? '' : `, until ${dateOf(expires)}`;
  switch (how) {
    case 'renewed':
      return `was renewed${marginOf(previous)}${until}`;
    case 'redated':
      return `has another date${until}`;
    case 'inactive':
      return 'was disabled or deleted';
    case 'gone':
      return 'is no longer in its place';
    default:
      return expires !== undefined && Date.parse(expires) > now.getTime()
        ? `needs nobody now${until}`
        : 'needs nobody now';
  }
}

/** How long before or after its date the old version was replaced. */
function marginOf(previous: EndedWarning['previous']): string {
  if (previous?.expires === undefined) return '';
  const { expires, replaced } = previous;
  const when = replaced < expires ? 'before' : 'after';
  return ` ${timeBetween(expires, new Date(replaced))} ${when} its date`;
}

function findingLine({ code, count, example }: FindingCount): MessageLine {
  const which = count === 1 ? `: ${example}` : `, such as ${example}`;
  return {
    tone: 'low',
    text: `${countOf(count, 'credential')} with ${
      FINDING_WORDS[code]
    }${which}.`,
  };
}

function titleOf(content: DigestContent): string {
  const { news, weekly, standing, now } = content;
  const { fresh, ended } = news;
  if (weekly) return weeklyTitle(fresh.count + weekly.reminders.count, weekly);
  const parts: string[] = [];
  if (fresh.count === 1) {
    const [warning] = fresh.first;
    parts.push(`${warning.workloadTitle}: ${headlineOf(warning, now)}`);
  }
  if (fresh.count > 1) {
    parts.push(
      `${ofWorkload(news)}${countOf(fresh.count, 'credential')} need someone`,
    );
  }
  if (ended.count === 1) {
    const [{ how, ...one }] = ended.first;
    parts.push(`${nameOf(one)} ${how === 'renewed' ? 'renewed' : 'settled'}`);
  }
  if (ended.count > 1) {
    parts.push(`${countOf(ended.count, 'credential')} dealt with`);
  }
  if (fresh.count + standing.count === 0) parts.push('nothing left to do');
  return parts.join('; ');
}

/** The workload's title when all is of one. */
function ofWorkload({ workloadRefs, fresh }: DigestNews): string {
  return workloadRefs.length === 1 ? `${fresh.first[0].workloadTitle}: ` : '';
}

function weeklyTitle(
  open: number,
  { findings }: NonNullable<DigestContent['weekly']>,
): string {
  const needing =
    open === 0
      ? 'none needs someone'
      : `${open} need${open === 1 ? 's' : ''} someone`;
  const found = countOf(findings.length, 'finding');
  return `Credentials this week: ${needing}${
    findings.length > 0 ? `, ${found}` : ''
  }`;
}

function notesOf({ standing, weekly, news }: DigestContent): string[] {
  // A weekly digest has a line for each.
  if (weekly) return [];
  if (standing.count > 0) {
    const names = standing.first.map(nameAndPlaceOf);
    const more = standing.count - names.length;
    return [
      `Still open: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ];
  }
  return news.fresh.count === 0 ? ['Nothing else needs you'] : [];
}

function linkOf(content: DigestContent): string {
  const { news, standing, weekly, ownerRef } = content;
  const { fresh, ended, workloadRefs, responsibleRefs } = news;
  if (!weekly && standing.count === 0 && workloadRefs.length === 1) {
    const items = [...fresh.first, ...ended.first];
    return tabPath(
      workloadRefs[0],
      fresh.count + ended.count === 1 ? items[0].credentialId : undefined,
    );
  }
  const isOwn = responsibleRefs.every(ref => ref === ownerRef);
  return ownerRef && isOwn
    ? `/secret-expiry/credentials?owner=${encodeURIComponent(ownerRef)}`
    : '/secret-expiry';
}
