import { Message, byTone } from './Message';

const MOST_LINES = 20;

/**
 * Many messages as one that has a line for each, in their order: where much
 * happens at once, nobody reads one after the other.
 *
 * @param messages - at least one; of the same listener.
 * @param wording - its title, and the path of the page that has all of it.
 */
export function digestOf(
  messages: readonly Message[],
  wording: { title: string; link: string },
): Message {
  const severities = messages.flatMap(({ severity }) => severity ?? []);
  const [first] = messages;
  const ownerRef = common(messages.map(message => message.ownerRef));
  return {
    ...wording,
    aboutRef:
      common(messages.map(({ aboutRef }) => aboutRef)) ??
      ownerRef ??
      first.aboutRef,
    ownerRef,
    alsoTo: first.alsoTo,
    severity: severities.sort(byTone)[0],
    lines: messages.slice(0, MOST_LINES).map(({ severity, title }) => ({
      tone: severity ?? 'good',
      text: title,
    })),
    more: Math.max(0, messages.length - MOST_LINES),
    at: messages[messages.length - 1].at,
  };
}

/** What all are; `undefined` when they differ. */
function common<T>(all: T[]): T | undefined {
  return all.every(each => each === all[0]) ? all[0] : undefined;
}
