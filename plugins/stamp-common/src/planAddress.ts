import {
  AddressBlock,
  formatBlock,
  isPrivate,
  nextFreeBlock,
  overlaps,
  parseBlock,
} from './addressing';
import { ExistingStamp, StampWorkload } from './estate';
import { quoted } from './freeText';
import { StampViolation } from './plan';
import { PlacementPolicy } from './policy';

/** Addresses of a new stamp, or why it gets none. */
export interface PlannedAddress {
  block?: AddressBlock;
  /** CIDR block out of which it is taken. */
  outOf: string;
  violations: StampViolation[];
  notes: string[];
}

/**
 * A block of addresses for a new stamp: the one asked for, else the lowest
 * that is free. Those of retired stamps are free again.
 */
export function planAddress(
  workload: StampWorkload,
  asked: string | undefined,
  existingStamps: readonly ExistingStamp[],
  policy: PlacementPolicy,
): PlannedAddress {
  const outOf = workload.addressRange ?? policy.defaultAddressRange;
  const range = parseBlock(outOf);
  if (!range || range.prefix > policy.stampPrefix || !isPrivate(range)) {
    return refused(
      outOf,
      'address-range',
      `The ${
        workload.addressRange === undefined ? "policy's" : "workload's"
      } address range must be a private IPv4 block of at least a /${
        policy.stampPrefix
      }, such as 10.64.0.0/16, not ${quoted(outOf)}.`,
    );
  }
  const standing = existingStamps.filter(stamp => !stamp.isRetired);
  const taken = standing.flatMap(({ name, addressRange }) => {
    const block = parseBlock(addressRange ?? '');
    return block ? [{ name, block }] : [];
  });
  const notes = addressNotes(workload, standing.length - taken.length, outOf);
  if (asked !== undefined) {
    const planned = askedBlock(asked, outOf, range, taken, policy);
    return { ...planned, notes: [...planned.notes, ...notes] };
  }
  const block = nextFreeBlock(
    range,
    taken.map(each => each.block),
    policy.stampPrefix,
  );
  if (!block) {
    return refused(
      outOf,
      'addresses-exhausted',
      `No /${policy.stampPrefix} is free in ${outOf}.`,
    );
  }
  return { outOf, block, violations: [], notes };
}

function askedBlock(
  asked: string,
  outOf: string,
  range: AddressBlock,
  taken: readonly { name: string; block: AddressBlock }[],
  { stampPrefix }: PlacementPolicy,
): PlannedAddress {
  const block = parseBlock(asked);
  if (!block || block.prefix !== stampPrefix || !isPrivate(block)) {
    return refused(
      outOf,
      'address-range',
      `The stamp's address range must be a private IPv4 block with the prefix /${stampPrefix}, such as ${formatBlock(
        { ...range, prefix: stampPrefix },
      )}, not ${quoted(asked)}.`,
    );
  }
  const other = taken.find(each => overlaps(each.block, block));
  if (other) {
    return refused(
      outOf,
      'address-taken',
      `${asked} overlaps ${formatBlock(other.block)} of ${other.name}.`,
    );
  }
  const isWithin = range.first <= block.first && block.last <= range.last;
  return {
    outOf,
    block,
    violations: [],
    notes: isWithin
      ? []
      : [
          `${asked} is outside ${outOf}, out of which stamps of this workload are addressed: check that nothing else uses it.`,
        ],
  };
}

function refused(outOf: string, rule: string, message: string): PlannedAddress {
  return {
    outOf,
    notes: [],
    violations: [{ field: 'addressRange', rule, message }],
  };
}

function addressNotes(
  workload: StampWorkload,
  undeclared: number,
  outOf: string,
): string[] {
  const notes: string[] = [];
  if (workload.addressRange === undefined) {
    notes.push(
      `The workload declares no address range, so the default ${outOf} is used. Other workloads may use the same addresses: do not peer them.`,
    );
  }
  if (undeclared > 0) {
    notes.push(
      `${undeclared} existing ${
        undeclared === 1 ? 'stamp declares' : 'stamps declare'
      } no address range: check that the new one does not overlap.`,
    );
  }
  return notes;
}
