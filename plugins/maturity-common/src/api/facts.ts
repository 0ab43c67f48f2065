import { FactSourceSchema, FactValue } from '../facts/schema';

/** What is pushed about one workload. */
export interface PushedFacts {
  workloadRef: string;
  /** ISO 8601, when it was so. Older than what is stored changes nothing. */
  observedAt: string;
  /** By name, without the source; `null` takes a fact back. Those not named stay as they are. */
  facts: Record<string, FactValue | null>;
}

/** Body of `POST /facts`. */
export interface FactPush {
  /** Id of a source that the configuration declares. */
  source: string;
  items: PushedFacts[];
}

/** Answer of `POST /facts`. */
export interface FactPushAccepted {
  /** Workloads of which something changed. */
  changed: number;
  /** Workloads that said what was known already, or something older. */
  unchanged: number;
}

/** A source of facts with how its newest round went. */
export interface FactSourceView extends FactSourceSchema {
  /** `collected` by the back end, or `pushed` to it. */
  kind: 'collected' | 'pushed';
  /** ISO 8601, the last round that succeeded, or the last push. */
  lastSuccessAt?: string;
  error?: string;
  /** ISO 8601. */
  errorAt?: string;
}

/** One fact of a workload. */
export interface FactView {
  /** `<source>.<name>`. */
  name: string;
  title: string;
  value: FactValue;
  /** ISO 8601, when it was last seen. */
  observedAt: string;
  /** ISO 8601, since when it has this value. */
  since: string;
  stale: boolean;
}
