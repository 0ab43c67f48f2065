import { Note } from '../entities/composeEntities';

/** What an import did, would do, or why it did nothing. Times are ISO 8601. */
export interface ImportReport {
  /** Key of the import in the configuration. */
  importId: string;
  at: string;
  /** `applied`: the catalog has it; `dry-run`: it would have; `stopped`: nothing was changed. */
  outcome: 'applied' | 'dry-run' | 'stopped';
  /** Why it stopped. */
  reason?: string;
  /** When all of Azure was last listed; what the catalog has is as old. */
  completeAt?: string;
  /** What Azure lists. */
  listed?: { subscriptions: number; resourceGroups: number; resources: number };
  added: Listed<ReportedEntity>;
  changed: Listed<ChangedEntity>;
  removed: Listed<ReportedEntity>;
  unchanged: number;
  /** Resources that the catalog has from elsewhere, which stay as they are there. */
  elsewhere: Listed<{ resourceId: string; entityRef: string }>;
  /** What somebody may want to mend. */
  notes: Listed<Note>;
  /** Workloads and stamps that tags name and the catalog does not have. */
  unknownRefs: Listed<{ entityRef: string; resources: number }>;
  /** Diagnostic settings, where they are read. */
  telemetry?: TelemetryProgress;
}

/** How many there are, and the first of them. */
export interface Listed<T> {
  count: number;
  items: T[];
}

/** An entity that comes or goes. */
export interface ReportedEntity {
  entityRef: string;
  resourceId: string;
  type: string;
}

/** An entity that is not as it was. */
export interface ChangedEntity extends ReportedEntity {
  /** Such as `spec.owner`; what is absent is `undefined`. */
  fields: { field: string; from?: string; to?: string }[];
}

/** How far reading diagnostic settings has come. */
export interface TelemetryProgress {
  /** Resources whose settings are known. */
  known: number;
  /** Resources that wait for a later run. */
  waiting: number;
  /** Why it stopped early. */
  reason?: string;
}

/** Of each list in a report; the counts are whole. */
const MOST_ITEMS = 1_000;

/** A list as a report has it. */
export function listed<T>(items: readonly T[]): Listed<T> {
  return { count: items.length, items: items.slice(0, MOST_ITEMS) };
}
