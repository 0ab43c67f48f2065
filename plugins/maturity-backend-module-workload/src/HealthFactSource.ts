import { healthFactSchema } from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';
import {
  HealthAnswer,
  WorkloadHealthStatus,
} from '@plumbline/plugin-workload-common';
import { BackendClient } from '@plumbline/plugin-workload-node';
import { answerAll } from './answerAll';

/** What the health model says of workloads and their parts. */
export class HealthFactSource implements FactSource {
  readonly schema = healthFactSchema;
  readonly frequency = { minutes: 15 };
  readonly #backends: Pick<BackendClient, 'query'>;

  constructor(backends: Pick<BackendClient, 'query'>) {
    this.#backends = backends;
  }

  async collect(
    requests: FactRequest[],
    { signal }: { signal: AbortSignal },
  ): Promise<FactAnswer[]> {
    return answerAll(requests, this.schema, {
      read: async workloadRefs => {
        const { items } = await this.#backends.query<HealthAnswer>(
          'workload',
          '/health/query',
          { workloadRefs },
          { signal },
        );
        return new Map(
          items.map(each => [each.workloadRef, healthFacts(each)]),
        );
      },
      missing: 'its health was not rolled up yet',
    });
  }
}

/** The facts of {@link healthFactSchema}. */
export function healthFacts({
  state,
  observed,
  unobserved,
  ill,
}: Omit<WorkloadHealthStatus, 'workloadRef' | 'since'>): {
  [Name in keyof (typeof healthFactSchema)['facts']]?: string | string[];
} {
  return {
    state: state === 'unknown' ? undefined : state,
    observed,
    unobserved,
    ill: observed.length > 0 ? ill : undefined,
  };
}
