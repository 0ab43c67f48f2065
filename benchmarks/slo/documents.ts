import { stringify } from 'yaml';
import { serviceOf } from './prometheus';

/** SLOs of one workload. */
const SLOS_PER_WORKLOAD = 10;

/** Name of the workload that service number `n` belongs to. */
export function workloadOf(n: number): string {
  return `workload-${String(Math.floor(n / SLOS_PER_WORKLOAD)).padStart(
    3,
    '0',
  )}`;
}

/**
 * An OpenSLO document for each service: 99.9% of requests over 30 days, as the
 * rules of others have it.
 *
 * @param slice - length of its slices; five minutes unless told.
 */
export function documentsOf(services: number, slice?: '1m'): string {
  return Array.from({ length: services }, (_, n) => {
    const service = serviceOf(n);
    const metric = (selector: string) => ({
      metricSource: {
        type: 'prometheus',
        metricSourceRef: 'metrics',
        spec: { query: `http_requests_total{job="${service}"${selector}}` },
      },
    });
    return stringify({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: {
        name: service,
        annotations: {
          'plumbline.io/workload': `system:default/${workloadOf(n)}`,
          ...(slice && { 'plumbline.io/slice': slice }),
        },
      },
      spec: {
        service,
        indicator: {
          metadata: { name: `${service}-requests` },
          spec: {
            ratioMetric: {
              counter: true,
              bad: metric(',code="500"'),
              total: metric(''),
            },
          },
        },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ target: 0.999 }],
      },
    });
  }).join('---\n');
}
