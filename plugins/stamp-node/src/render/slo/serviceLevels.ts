import { WINDOW_DAYS, burnRatePolicies } from './burnRatePolicies';

/** Of what service levels are promised. */
export interface ServiceLevelSubject {
  /** Start of the documents' names; up to 15 characters are appended. */
  prefix: string;
  workloadRef: string;
  /** Full ref of what is measured. */
  entityRef: string;
  /** Data source of Azure Monitor's logs, as the portal's config names it. */
  dataSource: string;
  /** Table and filters, in KQL; a literal of this package. */
  query: string;
  /** Aggregates over its rows: good events of each level, and all. */
  values: { answered: string; quick: string; all: string };
  /** Such as `this stamp`. */
  what: string;
}

const AVAILABILITY_TARGET = 0.999;
const LATENCY_TARGET = 0.95;

/** Availability and latency with alerts by burn rate, as OpenSLO documents. */
export function serviceLevels(subject: ServiceLevelSubject): object[] {
  const { prefix, what, values } = subject;
  const policies = burnRatePolicies(prefix);
  return [
    {
      apiVersion: 'openslo/v1',
      kind: 'Service',
      metadata: {
        name: prefix,
        annotations: { 'plumbline.io/workload': subject.workloadRef },
      },
      spec: { description: `Requests to ${what}.` },
    },
    slo(subject, {
      name: `${prefix}-available`,
      displayName: 'Availability',
      measures: 'availability',
      description: `99.9% of the requests to ${what} are answered without a server error.`,
      target: AVAILABILITY_TARGET,
      good: values.answered,
      alertPolicies: policies.references,
    }),
    slo(subject, {
      name: `${prefix}-quick`,
      displayName: 'Latency',
      measures: 'latency',
      description: `95% of the requests to ${what} are answered within 500 milliseconds.`,
      target: LATENCY_TARGET,
      good: values.quick,
      alertPolicies: policies.references,
    }),
    ...policies.documents,
  ];
}

interface Level {
  name: string;
  displayName: string;
  measures: string;
  description: string;
  target: number;
  good: string;
  alertPolicies: object[];
}

function slo(
  {
    prefix,
    workloadRef,
    entityRef,
    dataSource,
    query,
    values,
  }: ServiceLevelSubject,
  level: Level,
): object {
  const source = (value: string) => ({
    metricSource: {
      metricSourceRef: dataSource,
      type: 'azure-monitor-logs',
      spec: { query, value },
    },
  });
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: level.name,
      displayName: level.displayName,
      annotations: {
        'plumbline.io/workload': workloadRef,
        'plumbline.io/entity': entityRef,
        'plumbline.io/measures': level.measures,
      },
    },
    spec: {
      service: prefix,
      description: level.description,
      indicator: {
        metadata: { name: `${level.name}-ratio` },
        spec: {
          ratioMetric: {
            counter: false,
            good: source(level.good),
            total: source(values.all),
          },
        },
      },
      timeWindow: [{ duration: `${WINDOW_DAYS}d`, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: level.target }],
      alertPolicies: level.alertPolicies,
    },
  };
}
