import { stampsFactSchema } from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';
import { PlacementPolicy, REGIONS } from '@plumbline/plugin-stamp-common';
import { fittingFacts } from './fittingFacts';
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
    const options = { regions: REGIONS, policy: this.#policy };
    return requests.map(({ workload }) => ({
      workloadRef: workload.workloadRef,
      ...fittingFacts(stampFacts(workload, options), this.schema),
    }));
  }
}
