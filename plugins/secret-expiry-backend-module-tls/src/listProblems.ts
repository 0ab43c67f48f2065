import { InventoryProblem } from '@plumbline/plugin-secret-expiry-common';
import { Endpoint } from './endpoint/Endpoint';
import { TrustAnchors, problemsOf } from './look/ChainProblems';
import { Look, MOST_ADDRESSES } from './look/Looker';
import { ShownChain } from './look/lookAtAddress';

/**
 * What is wrong with an endpoint, for people. `file` says where: the endpoint,
 * with the address where only some are concerned. `line` is the certificate's
 * number in the chain, as sent.
 */
export function listProblems(
  look: Look,
  title: string,
  endpoint: Endpoint,
  anchors: TrustAnchors,
  now: Date,
): InventoryProblem[] {
  const variants = distinct(look.chains);
  const problems = variants.flatMap(chain =>
    problemsOf(chain, endpoint, anchors, now).map(
      ({ number, subject, expected }): InventoryProblem => ({
        file: variants.length > 1 ? `${title} at ${chain.address}` : title,
        line: number,
        column: 1,
        field: subject,
        expected,
      }),
    ),
  );
  const whole = (field: string, expected: string) =>
    problems.push({ file: title, line: 1, column: 1, field, expected });
  const leaves = new Map(
    look.chains.map(chain => [chain.chain[0].fingerprint256, chain.address]),
  );
  if (leaves.size > 1) {
    whole(
      'addresses',
      `the same certificate at every address; ${[...leaves.values()].join(
        ', ',
      )} show different ones`,
    );
  }
  if (look.refused.length > 0) {
    whole(
      'refused addresses',
      `addresses that may be connected to; some are ${look.refused.join(', ')}`,
    );
  }
  for (const { address, why } of look.silent) {
    whole(
      `address ${address}`,
      `an answer as from the other addresses; ${why}`,
    );
  }
  if (look.skipped > 0) {
    whole(
      'further addresses',
      `at most ${MOST_ADDRESSES} addresses; ${look.skipped} more were not looked at`,
    );
  }
  return problems;
}

/** One of those that show the same. */
function distinct(chains: ShownChain[]): ShownChain[] {
  const byContent = new Map<string, ShownChain>();
  for (const chain of chains) {
    const content = chain.chain.map(each => each.fingerprint256).join();
    if (!byContent.has(content)) byContent.set(content, chain);
  }
  return [...byContent.values()];
}
