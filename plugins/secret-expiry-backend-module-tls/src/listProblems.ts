import { StatedProblem } from '@plumbline/plugin-secret-expiry-common';
import { Endpoint } from './endpoint/Endpoint';
import { TrustAnchors, problemsOf } from './look/ChainProblems';
import { Look, MOST_ADDRESSES } from './look/Looker';
import { ShownChain } from './look/lookAtAddress';

/** What is wrong with an endpoint, for people; with the address where only some are concerned. */
export function listProblems(
  look: Look,
  endpoint: Endpoint,
  anchors: TrustAnchors,
  now: Date,
): StatedProblem[] {
  const variants = distinct(look.chains);
  const sentences = variants.flatMap(chain =>
    problemsOf(chain, endpoint, anchors, now).map(({ sentence }) =>
      variants.length > 1 ? `At ${chain.address}: ${sentence}` : sentence,
    ),
  );
  const leaves = new Map(
    look.chains.map(chain => [chain.chain[0].fingerprint256, chain.address]),
  );
  if (leaves.size > 1) {
    const addresses = [...leaves.values()].join(', ');
    sentences.push(`The addresses ${addresses} show different certificates`);
  }
  if (look.refused.length > 0) {
    const kinds = look.refused.join(', ');
    sentences.push(
      `Some addresses are ${kinds}, and secretExpiry.tls.allowAddresses does not allow them`,
    );
  }
  for (const { address, why } of look.silent) {
    sentences.push(`Address ${address} shows nothing: ${why}`);
  }
  if (look.skipped > 0) {
    sentences.push(
      `The name has more than ${MOST_ADDRESSES} addresses; ${look.skipped} were not looked at`,
    );
  }
  return sentences.map(sentence => ({ sentence }));
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
