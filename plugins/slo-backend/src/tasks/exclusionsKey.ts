import { createHash } from 'node:crypto';
import { ExclusionInForce } from '../store/ExclusionStore';

/** Says which maintenance is taken out; `undefined` without any. */
export function exclusionsKey(
  exclusions: ExclusionInForce[],
): string | undefined {
  if (exclusions.length === 0) return undefined;
  const text = JSON.stringify(exclusions.map(({ id, span }) => [id, span]));
  return createHash('sha256').update(text).digest('hex');
}
