import { lookup } from 'node:dns/promises';
import { LookFailure, failureOf } from '../look/LookFailure';
import { AddressPolicy, isPlain } from './AddressPolicy';

/** Addresses of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

/** What a host resolves to, vetted. */
export interface FoundAddresses {
  /** To connect to, without asking for the name again. */
  addresses: string[];
  refused: Array<{ address: string; why: string }>;
}

/** As the system resolves names, hosts file included. */
export const systemResolve: Resolve = async host =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(
    ({ address }) => address,
  );

/**
 * The addresses of a host, each once.
 *
 * @throws LookFailure when there are none, or none that may be connected to.
 */
export async function findAddresses(
  host: string,
  policy: AddressPolicy,
  resolve: Resolve,
): Promise<FoundAddresses> {
  let resolved: string[];
  try {
    resolved = isPlain(host) ? [host] : [...new Set(await resolve(host))];
  } catch (error) {
    throw failureOf(error);
  }
  const refused: FoundAddresses['refused'] = [];
  const addresses = resolved.filter(address => {
    const why = policy.refusal(address);
    if (why) refused.push({ address, why });
    return !why;
  });
  if (resolved.length === 0) throw new LookFailure('The name has no address');
  if (addresses.length === 0) {
    const kinds = [...new Set(refused.map(({ why }) => why))].join(', ');
    // Without the addresses, which would tell an outsider of the network.
    throw new LookFailure(
      `The address is ${kinds}, and secretExpiry.tls.allowAddresses does not allow it`,
    );
  }
  return { addresses, refused };
}
