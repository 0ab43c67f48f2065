/** A block of IPv4 addresses: `first` to `last`, both as unsigned 32-bit numbers. */
export interface AddressBlock {
  first: number;
  last: number;
  /** Length of the prefix in bits, 0 to 32. */
  prefix: number;
}

/** Bits of the prefix that each stamp gets where the policy says nothing: 4,096 addresses. */
export const STAMP_PREFIX = 20;

/** Shortest prefix that a policy may give to each stamp. */
export const MIN_STAMP_PREFIX = 16;

/** Longest prefix that a policy may give to each stamp: room for its two subnets. */
export const MAX_STAMP_PREFIX = 23;

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** A block from CIDR notation; `undefined` when it is none, or its address is not the block's first. */
export function parseBlock(cidr: string): AddressBlock | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(
    cidr,
  );
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number);
  if ([a, b, c, d].some(part => part > 255) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  if (first % size !== 0) return undefined;
  return { first, last: first + size - 1, prefix };
}

/** CIDR notation of a block. */
export function formatBlock({ first, prefix }: AddressBlock): string {
  const parts = [24, 16, 8, 0].map(
    shift => Math.floor(first / 2 ** shift) % 256,
  );
  return `${parts.join('.')}/${prefix}`;
}

/** Whether two blocks share an address. */
export function overlaps(a: AddressBlock, b: AddressBlock): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Whether a block lies within the private ranges of RFC 1918. */
export function isPrivate(block: AddressBlock): boolean {
  return PRIVATE_RANGES.map(range => parseBlock(range)!).some(
    range => range.first <= block.first && block.last <= range.last,
  );
}

/**
 * The lowest block of the given prefix within `range` that touches none of
 * `taken`; `undefined` when there is none. Blocks already given stay as they
 * are, whatever is added or removed beside them.
 */
export function nextFreeBlock(
  range: AddressBlock,
  taken: readonly AddressBlock[],
  prefix: number,
): AddressBlock | undefined {
  const size = 2 ** (32 - prefix);
  for (let first = range.first; first + size - 1 <= range.last; first += size) {
    const block = { first, last: first + size - 1, prefix };
    if (!taken.some(other => overlaps(block, other))) return block;
  }
  return undefined;
}

/** The `index`th sub-block of the given prefix, from 0. */
export function subBlock(
  block: AddressBlock,
  prefix: number,
  index: number,
): AddressBlock {
  const size = 2 ** (32 - prefix);
  const first = block.first + index * size;
  return { first, last: first + size - 1, prefix };
}
