import type { EstateChange } from '@plumbline/plugin-stamp-common';
import type { PublishContext } from '../Estate';
import { changeDigest } from './hashes';
import type { HostCommit, PullRequestText } from './hosts/GitHost';

const TRAILER = 'Plumbline-Change';
const MAX_TITLE = 200;

/** Message of the commit that a change is; its trailer tells whose it is. */
export function commitMessage(
  change: EstateChange,
  { userRef }: PublishContext,
): string {
  const trailers = [
    ...(userRef ? [`Requested-by: ${oneLine(userRef)}`] : []),
    `${TRAILER}: ${changeDigest(change)}`,
  ];
  return `${titleOf(change)}\n\n${trailers.join('\n')}\n`;
}

/**
 * Whether a commit is the estate's own: by its trailer, or because it only
 * brings the base into the branch. What it holds is held against the lock
 * beside it, whoever made it.
 */
export function isOurs({ message, parents }: HostCommit): boolean {
  return (
    parents.length > 1 ||
    new RegExp(`^${TRAILER}: [0-9a-f]{64}\\s*$`, 'm').test(message)
  );
}

/** What a pull request says. Its first line, which nobody sees, tells of which change it speaks. */
export function pullRequestText(
  change: EstateChange,
  { userRef }: PublishContext,
  maxBody: number,
): PullRequestText {
  const end = userRef ? `\n\nRequested by \`${oneLine(userRef)}\`.` : '';
  const start = `${markerOf(change)}\n`;
  const cut = '\n\n(Shortened: the lock file holds the whole plan.)';
  const room = maxBody - start.length - end.length;
  const body =
    change.body.length > room
      ? `${change.body.slice(0, room - cut.length)}${cut}`
      : change.body;
  return { title: titleOf(change), body: `${start}${body}${end}` };
}

/** Whether a pull request speaks of this change already, whatever people wrote below. */
export function saysChange(body: string, change: EstateChange): boolean {
  return body.startsWith(markerOf(change));
}

function markerOf(change: EstateChange): string {
  return `<!-- ${TRAILER}: ${changeDigest(change)} -->`;
}

function titleOf({ title }: EstateChange): string {
  return oneLine(title).slice(0, MAX_TITLE);
}

/** Free of what would start another line, or another code span. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}`]+/gu, ' ').trim();
}
