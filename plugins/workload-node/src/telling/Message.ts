/** How urgent something is, the most urgent first. */
export const MESSAGE_SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
] as const;

/** One of {@link MESSAGE_SEVERITIES}. */
export type MessageSeverity = (typeof MESSAGE_SEVERITIES)[number];

/** What one line of a message is about; `good` is something that is over. */
export type LineTone = MessageSeverity | 'good';

/** One line of a message. */
export interface MessageLine {
  tone: LineTone;
  text: string;
  runbookUrl?: string;
}

/** What people are told at one time, in no channel's words. */
export interface Message {
  /** Full ref of what it tells of: a workload, or an owner when it tells of all that is theirs. */
  aboutRef: string;
  /** Full ref; absent when nobody is known, or when it concerns several. */
  ownerRef?: string;
  /** Full refs of users and groups that are told in the portal besides; who is in several is told once. */
  alsoTo?: string[];
  /** Of the worst thing that is not over; absent when all is over. */
  severity?: MessageSeverity;
  title: string;
  /** What is new, the worst first. */
  lines: MessageLine[];
  /** How many lines were left out. */
  more: number;
  /** What is to be known besides, each without a full stop, such as what goes on. */
  notes?: string[];
  /** Path of a page of the portal. */
  link: string;
  /** ISO 8601. */
  at: string;
}

/** Orders tones, the worst first. */
export function byTone(a: LineTone, b: LineTone): number {
  return rank(a) - rank(b);
}

/** `2026-11-21 10:02 UTC`. */
export function utcMinute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function rank(tone: LineTone): number {
  return tone === 'good'
    ? MESSAGE_SEVERITIES.length
    : MESSAGE_SEVERITIES.indexOf(tone);
}
