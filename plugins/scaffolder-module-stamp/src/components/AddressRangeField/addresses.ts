import {
  AddressBlock,
  PlacementPolicy,
  formatBlock,
  isPrivate,
  nextFreeBlock,
  overlaps,
  parseBlock,
  planAddress,
  quoted,
} from '@plumbline/plugin-stamp-common';
import { Estate } from '../../estate/readEstate';
import { NamedBlock } from './NamedBlock';

/** What there is to say of addresses while a block is chosen. */
export interface Addresses {
  /** Out of which blocks are taken; absent where it is no block itself. */
  range?: AddressBlock;
  taken: NamedBlock[];
  /** The lowest block that is free. */
  next?: AddressBlock;
  /** What is typed, where it is a block. */
  own?: AddressBlock;
  /** Why it cannot be had. */
  problems: string[];
  /** What to know, although it can. */
  notes: string[];
}

/** Bits of the prefix of the range that is proposed for all stamps of a workload: sixteen of them, as stamps are by default. */
const WORKLOAD_PREFIX = 16;

/** Where ranges for workloads are looked for. */
const PRIVATE = parseBlock('10.0.0.0/8')!;

/** Addresses of another stamp of a workload. */
export function stampAddresses(
  { workload, stamps }: Estate,
  asked: string | undefined,
  policy: PlacementPolicy,
): Addresses {
  const given = planAddress(workload, undefined, stamps, policy);
  const own = asked ? planAddress(workload, asked, stamps, policy) : given;
  return {
    range: parseBlock(given.outOf),
    taken: stamps
      .filter(({ isRetired }) => !isRetired)
      .flatMap(({ name, addressRange }) => {
        const block = parseBlock(addressRange ?? '');
        return block ? [{ name, block }] : [];
      }),
    next: given.block,
    own: asked ? parseBlock(asked) : undefined,
    problems: own.violations.map(({ message }) => message),
    notes: own.notes,
  };
}

/** Addresses of a new workload for all its stamps. */
export function workloadAddresses(
  others: readonly NamedBlock[],
  asked: string | undefined,
  { stampPrefix, defaultAddressRange }: PlacementPolicy,
): Addresses {
  const shared = parseBlock(defaultAddressRange);
  const taken = [
    ...others,
    ...(shared
      ? [{ name: 'stamp.policy.defaultAddressRange', block: shared }]
      : []),
  ];
  const own = asked ? parseBlock(asked) : undefined;
  const isFit = own && isPrivate(own) && own.prefix <= stampPrefix;
  const rangeOfOwn = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
    .map(range => parseBlock(range)!)
    .find(range => own && overlaps(range, own));
  return {
    range: rangeOfOwn ?? PRIVATE,
    taken,
    next: nextFreeBlock(
      PRIVATE,
      taken.map(({ block }) => block),
      Math.min(WORKLOAD_PREFIX, stampPrefix),
    ),
    own,
    problems:
      asked && !isFit
        ? [
            `It must be a private IPv4 block of at least a /${stampPrefix}, such as 10.80.0.0/16, not ${quoted(
              asked,
            )}.`,
          ]
        : [],
    notes: taken
      .filter(({ block }) => own && overlaps(block, own))
      .map(
        ({ name, block }) =>
          `It shares addresses with ${formatBlock(
            block,
          )} of ${name}: the two can never be peered.`,
      ),
  };
}
