import { LineTone, Message, MessageLine, utcMinute } from './Message';

/** What Slack takes at most. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;

const MARKS: Record<LineTone, string> = {
  critical: ':red_circle:',
  high: ':large_orange_circle:',
  medium: ':large_yellow_circle:',
  low: ':large_blue_circle:',
  good: ':large_green_circle:',
};

/** A message as Slack's incoming webhooks take it: blocks, and text for where they are not drawn. */
export interface SlackMessage {
  text: string;
  blocks: object[];
}

/**
 * A message in Slack's words.
 *
 * @param baseUrl - of the portal; without it there are no links.
 * @param lost - messages before this one that could not be delivered.
 */
export function slackMessage(
  message: Message,
  baseUrl: string | undefined,
  lost: number,
): SlackMessage {
  const { title, lines, more, severity } = message;
  const mark = MARKS[severity ?? 'good'];
  const notes = [
    ...(message.notes ?? []).map(escaped),
    ...(lost > 0
      ? [
          `${lost} earlier ${
            lost === 1 ? 'message' : 'messages'
          } could not be delivered; the portal has all`,
        ]
      : []),
    [
      utcMinute(message.at),
      ...(message.ownerRef ? [escaped(message.ownerRef)] : []),
      ...(baseUrl ? [link(`${trimmed(baseUrl)}${message.link}`, 'Open')] : []),
    ].join(' · '),
  ];
  return {
    text: escaped(
      [`${severity ?? 'resolved'}: ${title}`, ...lines.map(({ text }) => text)]
        .join('\n')
        .slice(0, LONGEST_SECTION),
    ),
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          text: shortened(escaped(`${mark} ${title}`), LONGEST_HEADER),
          emoji: true,
        },
      },
      ...lines.map(line => section(lineText(line, baseUrl))),
      ...(more > 0 ? [section(`And ${more} more.`)] : []),
      {
        type: 'context',
        elements: notes.map(text => ({
          type: 'mrkdwn',
          text: shortened(text, LONGEST_SECTION),
          verbatim: true,
        })),
      },
    ],
  };
}

function lineText(
  { tone, text, runbookUrl }: MessageLine,
  baseUrl: string | undefined,
): string {
  const url = runbookUrl && absolute(runbookUrl, baseUrl);
  const runbook = url ? ` ${link(url, 'Runbook')}` : '';
  const room = LONGEST_SECTION - MARKS[tone].length - runbook.length - 1;
  return `${MARKS[tone]} ${shortened(escaped(text), room)}${runbook}`;
}

/** An address as it is, and a path of the portal as an address; `undefined` for all else. */
function absolute(url: string, baseUrl: string | undefined) {
  if (/^https?:\/\//.test(url)) return url;
  return baseUrl && url.startsWith('/')
    ? `${trimmed(baseUrl)}${url}`
    : undefined;
}

// Verbatim: what looks like a name or an address is not made one.
function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

function link(url: string, label: string): string {
  return `<${escaped(url).replace(/\|/g, '%7C')}|${label}>`;
}

/** Text in which Slack finds no mention, link or command. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // No half of an escape at the end.
  return `${text.slice(0, length - 1).replace(/&[a-z]*$/, '')}…`;
}
