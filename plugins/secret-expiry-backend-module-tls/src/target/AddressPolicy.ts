import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Cidr = [Address, number];

/**
 * Where clouds tell machines about themselves. 168.63.129.16 is Azure's, and
 * looks like any public address. No allowance opens them: none shows a certificate.
 */
const METADATA = ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254'].map(
  address => ipaddr.parse(address).toNormalizedString(),
);

/** The part of IPv6 that is given out to networks; the rest is not the Internet. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Words for the ranges that people meet; others are `reserved`. */
const RANGE_WORDS: Record<string, string> = {
  loopback: 'loopback',
  private: 'private',
  carrierGradeNat: 'private',
  linkLocal: 'link-local',
  uniqueLocal: 'unique-local',
  multicast: 'multicast',
  broadcast: 'broadcast',
  unspecified: 'unspecified',
};

/**
 * Which addresses may be connected to: public ones, and those of networks that
 * the configuration allows. An IPv4 address inside an IPv6 one counts as itself.
 */
export class AddressPolicy {
  readonly #allowed: Cidr[];

  /** @param cidrs - such as `10.0.0.0/8`. @throws Error on one that is none. */
  constructor(cidrs: string[]) {
    this.#allowed = cidrs.map(cidr => ipaddr.parseCIDR(cidr));
  }

  /** Why an address may not be connected to, such as `private`; `undefined` when it may. */
  refusal(text: string): string | undefined {
    // Other notations are a resolver's business, which gives none of them.
    if (!isPlain(text)) return 'malformed';
    const address = ipaddr.process(text);
    if (METADATA.includes(address.toNormalizedString())) return 'metadata';
    if (this.#allowed.some(cidr => within(address, cidr))) return undefined;
    const range = address.range();
    if (range !== 'unicast') return RANGE_WORDS[range] ?? 'reserved';
    if (address.kind() === 'ipv6' && !within(address, GLOBAL_IPV6)) {
      return 'reserved';
    }
    return undefined;
  }
}

/** Whether a text is an IPv6 address or an IPv4 address in four decimal parts. */
export function isPlain(text: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(text) ||
    (ipaddr.IPv6.isValid(text) && !text.includes('%'))
  );
}

function within(address: Address, [network, bits]: Cidr): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
