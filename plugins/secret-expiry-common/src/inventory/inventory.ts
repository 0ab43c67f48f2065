import { Credential } from '../credential';

/** `apiVersion` of a credential inventory. */
export const INVENTORY_API_VERSION = 'plumbline.io/v1';

/** `kind` of a credential inventory. */
export const INVENTORY_KIND = 'CredentialInventory';

/**
 * Something wrong in an inventory file. It says where and what was expected,
 * and never what was found: somebody may have pasted a value there.
 */
export interface InventoryProblem {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Such as `credentials[2].expires`; empty for the document as a whole. */
  field: string;
  /** What belongs there; reads on after the word `expected`, without a full stop. */
  expected: string;
}

/** Something wrong at a place that is no file. */
export interface StatedProblem {
  /** A whole sentence that says what is wrong and what helps, without values. */
  sentence: string;
}

/** Something wrong at a place. */
export type PlaceProblem = InventoryProblem | StatedProblem;

/** What an inventory file says, as far as it can be understood. */
export interface ParsedInventory {
  /** `metadata.name` of the first document that has one. */
  name?: string;
  /** The entries without a problem. */
  credentials: Credential[];
  /**
   * Full refs, sorted, of the workloads that the file covers: those in
   * `metadata.workloads` and those its entries name, malformed ones included.
   */
  workloadRefs: string[];
  /** In the order of the file. */
  problems: InventoryProblem[];
}
