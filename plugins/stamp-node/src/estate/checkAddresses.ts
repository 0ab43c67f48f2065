import { ConflictError } from '@backstage/errors';
import {
  EstateChange,
  PullRequestLink,
  overlaps,
  parseBlock,
  planHash,
} from '@plumbline/plugin-stamp-common';
import type { StandingLock } from '../Estate';

/**
 * Whether the addresses of a stamp that is to be added are still free.
 *
 * @param locks - of the same workload.
 * @param own - the open pull request of the change, where it has one.
 * @throws ConflictError when another stamp has taken them meanwhile.
 */
export function checkAddresses(
  { plan: { kind, stamp } }: EstateChange,
  locks: readonly StandingLock[],
  own?: PullRequestLink,
) {
  if (kind !== 'add' && kind !== 'new-workload') return;
  const block = parseBlock(stamp.address.range);
  for (const { lock, folder, pullRequest } of locks) {
    const other = parseBlock(lock?.plan.address.range ?? '');
    if (folder === stamp.folder || !block || !other) continue;
    if (!overlaps(block, other)) continue;
    throw new ConflictError(
      `${lock!.plan.name}${
        pullRequest ? ` of pull request ${pullRequest.label}` : ''
      } has taken the addresses ${stamp.address.range} meanwhile. ${
        own
          ? `Close pull request ${own.label} (${own.url}), which asks for them for ${stamp.name}, and run`
          : 'Run'
      } the template again to get free ones.`,
    );
  }
}

/**
 * Whether a pull request still asks for the stamp that was just written to it.
 *
 * @param locks - of the same workload, that of the pull request among them.
 * @throws ConflictError when somebody asked for another stamp of the same
 * number at the same moment.
 */
export function checkIsHeld(
  { plan: { stamp } }: EstateChange,
  locks: readonly StandingLock[],
  own: PullRequestLink,
) {
  const held = locks.find(({ folder }) => folder === stamp.folder)?.lock;
  if (!held || planHash(held.plan) === planHash(stamp)) return;
  throw new ConflictError(
    `Pull request ${own.label} (${own.url}) asks for ${stamp.name} as somebody else wants it, who asked at the same moment. Run the template again to get a number of its own.`,
  );
}
