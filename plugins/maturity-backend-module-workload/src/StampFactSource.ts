import { stampsFactSchema } from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';
import { PlacementPolicy, REGIONS } from '@plumbline/plugin-stamp-common';
import { stampFacts } from './stampFacts';

/** Facts about stamps and their regions, from entities alone. */
export class StampFactSource implements FactSource {
  readonly schema = stampsFactSchema;
  readonly frequency = { minutes: 30 };
  readonly #policy: PlacementPolicy;

  constructor(policy: PlacementPolicy) {
    this.#policy = policy;
  }

  async collect(requests: FactRequest[]): Promise<FactAnswer[]> {
    return requests.map(({ workload }) => ({
      workloadRef: workload.workloadRef,
      facts: stampFacts(workload, { regions: REGIONS, policy: this.#policy }),
    }));
  }
}
