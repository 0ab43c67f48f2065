import { May } from '@plumbline/plugin-workload-common';

/** What a provider promises for one kind of service; one row of the dated, sourced table. */
export interface DependencySla {
  /** Type of the catalog's resource, such as `key-vault`. */
  resourceType: string;
  /** Service tier or configuration it holds for, such as `standard`, `zone-redundant`; absent: the one assumed when none is said. */
  tier?: string;
  service: string;
  /** 0 to 1. */
  value: number;
  /** Where it is written. */
  source: string;
  /** `2026-11-21`: when it was last looked at. */
  date: string;
  /** Whether the source itself was read, or it is told by others. */
  confirmed: boolean;
}

/**
 * How dependencies make up a whole. `serial`: all are needed, the product of
 * their availabilities. `parallel`: one is enough, 1 − Π(1 − Aᵢ). Failures are
 * taken as independent.
 */
export type AvailabilityNode =
  | {
      kind: 'dependency';
      entityRef: string;
      title: string;
      resourceType: string;
      /** `null` when no promise is known: it is left out and said. */
      sla: DependencySla | null;
      /** Value set by a person instead of the table's. */
      override?: number;
    }
  | {
      kind: 'serial' | 'parallel';
      title: string;
      /** Full ref, such as of a stamp. */
      entityRef?: string;
      children: AvailabilityNode[];
    };

/** What a workload's dependencies allow it to promise; answer of `GET /workloads/:namespace/:name/agreement`. */
export interface WorkloadAgreement {
  workloadRef: string;
  /** `null` when the catalog knows no dependency. */
  path: AvailabilityNode | null;
  /** Product along the path, 0 to 1; `null` without any known promise. */
  allowed: number | null;
  /** Each step in words, with numbers. */
  arithmetic: string[];
  /** Full refs of dependencies without a known promise. */
  unknown: string[];
  /** Refs that people took off the hot path. */
  excluded: string[];
  /** Refs that people put on it, which would not be on it by the catalog. */
  included?: string[];
  /** Availabilities by full ref that people set instead of the table's, also of what is not on the path. */
  overrides?: Record<string, number>;
  /** Everything else that is not on the path, ordered by title. */
  offPath?: OffPath[];
  /** What does not add up. */
  findings: AgreementFinding[];
  /** Who edited the path last; absent when nobody did. */
  editedBy?: string;
  editedAt?: string;
  /** ISO 8601, when the catalog was read; once a day unless something changed. */
  asOf: string;
  /** Whether the caller may correct the path; absent where it was not asked. */
  mayEdit?: May;
}

/** A dependency that users do not wait for. */
export interface OffPath {
  entityRef: string;
  title: string;
  resourceType: string;
  /** One sentence. */
  reason: string;
}

/** An SLA that the dependencies do not allow. */
export interface AgreementFinding {
  severity: 'warning';
  objectiveId: string;
  slaTarget: number;
  allowed: number;
  explanation: string;
}

/** Body of `PUT /workloads/:namespace/:name/agreement`: how people correct the path. */
export interface HotPathEdit {
  /** Full refs that users do not wait for, such as a registry after start. */
  excluded: string[];
  /** Full refs that users do wait for, although the catalog says otherwise. */
  included?: string[];
  /** Availabilities by full ref, instead of the table's. */
  overrides: Record<string, number>;
}
