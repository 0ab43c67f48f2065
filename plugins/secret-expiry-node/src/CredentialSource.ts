import {
  Credential,
  InventoryProblem,
} from '@plumbline/plugin-secret-expiry-common';

/** A credential as a source lists it. */
export interface ListedCredential extends Credential {
  /**
   * Identifies it within its place and stays the same when it is rotated, such
   * as `certificate/api-tls`. At most 500 characters.
   */
  key: string;
}

/** Some credentials of a place; a place may be listed in any number of batches. */
export interface CredentialBatch {
  type: 'credentials';
  /** Identifies the place within the source: a file, a vault. At most 500 characters. */
  place: string;
  credentials: ListedCredential[];
}

/**
 * How the look at a place ended, once, after its batches. Without it the look
 * counts as broken off, and nothing is concluded from what was not listed.
 */
export type PlaceOutcome = {
  type: 'outcome';
  place: string;
  /** How pages name the place. */
  title: string;
} & (
  | {
      /**
       * `looked`: everything there was listed, so that what is no longer listed
       * is gone, and nothing listed means none. `partly`: some of it could not
       * be understood, so that nothing is concluded from what is missing.
       */
      outcome: 'looked' | 'partly';
      /** Workloads that the place covers beyond those its credentials name. */
      workloadRefs?: string[];
      /** What is wrong there. */
      problems?: InventoryProblem[];
      /** What {@link ListOptions.fingerprints} gives back next time. */
      fingerprint?: string;
    }
  | {
      /** As it was at the last look, so that nothing was listed. */
      outcome: 'unchanged';
    }
  | {
      /** What is there stays unknown, and what was known is kept with its age. */
      outcome: 'could-not-look';
      /** Why, as one sentence that repeats nothing of an answer's content. */
      reason: string;
    }
);

/** What a {@link CredentialSource} lists. */
export type SourceItem = CredentialBatch | PlaceOutcome;

/** What a listing may use. */
export interface ListOptions {
  /** By place: what the last look that was not `could-not-look` gave. */
  fingerprints: ReadonlyMap<string, string>;
  /** Aborted when the scan is. */
  signal: AbortSignal;
}

/**
 * Something that lists credentials. It can list and nothing else: the types
 * have no place for a value, and a source calls no API that returns one.
 */
export interface CredentialSource {
  /** Such as `inventory` or `key-vault`. At most 100 characters. */
  readonly id: string;
  /**
   * Lists all places of the source. When it returns, places it did not name are
   * gone. When it throws, they are kept, and the message is shown as the reason
   * why the source could not be looked at; it must hold nothing secret.
   */
  list(options: ListOptions): AsyncIterable<SourceItem>;
}
