import { ConflictError } from '@backstage/errors';
import {
  EstateChange,
  overlaps,
  parseBlock,
} from '@plumbline/plugin-stamp-common';
import type { StandingLock } from '../Estate';

/**
 * Whether the addresses of a stamp that is to be added are still free.
 *
 * @param locks - of the same workload.
 * @throws ConflictError when another stamp has taken them meanwhile.
 */
export function checkAddresses(
  { plan: { kind, stamp } }: EstateChange,
  locks: readonly StandingLock[],
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
      } has taken the addresses ${
        stamp.address.range
      } meanwhile. Run the template again to get free ones.`,
    );
  }
}
