import { AddressBlock } from '@plumbline/plugin-stamp-common';

/** A block of addresses and who has it. */
export interface NamedBlock {
  name: string;
  block: AddressBlock;
}
