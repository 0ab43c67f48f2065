import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  Credential,
  PlaceProblem,
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
      problems?: PlaceProblem[];
      /** What {@link ListOptions.fingerprints} gives back next time. At most 500 characters. */
      fingerprint?: string;
      /**
       * What {@link ListOptions.memoryOf} gives back next time, so that a look
       * need not ask again for what has not changed. Metadata only, at most 1 MB.
       */
      memory?: string;
    }
  | {
      /** Looked at, and as it was at the last look, so that nothing was listed. */
      outcome: 'unchanged';
    }
  | {
      /** Not looked at this time: it was lately. All stays as it is, its age too. */
      outcome: 'not-due';
    }
  | {
      /** What is there stays unknown, and what was known is kept with its age. */
      outcome: 'could-not-look';
      /** Why, as one sentence that repeats nothing of an answer's content. */
      reason: string;
      /** Workloads that the place is about, which may have no credentials of it yet. */
      workloadRefs?: string[];
    }
);

/** What a {@link CredentialSource} lists. */
export type SourceItem = CredentialBatch | PlaceOutcome;

/** What a listing may use. */
export interface ListOptions {
  /** By place: what the last look that was not `could-not-look` gave. */
  fingerprints: ReadonlyMap<string, string>;
  /**
   * Places that were looked at since a scan began that did not end, because its
   * process was stopped: to be answered with `not-due`, so that the scan goes on
   * where it stopped.
   */
  done: ReadonlySet<string>;
  /** What the last look at a place that was not `could-not-look` left as its memory. */
  memoryOf(place: string): Promise<string | undefined>;
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
  /** For people, such as `Azure Key Vault`; the id when absent. */
  readonly title?: string;
  /** When it is listed; that of `secretExpiry.schedule` when absent. */
  readonly schedule?: SchedulerServiceTaskScheduleDefinition;
  /**
   * Lists all places of the source. When it returns, places it did not name are
   * gone. When it throws, they are kept, and the message is shown as the reason
   * why the source could not be looked at; it must hold nothing secret.
   */
  list(options: ListOptions): AsyncIterable<SourceItem>;
}
