import { createApiRef } from '@backstage/core-plugin-api';
import {
  AttestationInput,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';

/** What the pages ask the maturity back end. */
export interface MaturityApi {
  /**
   * Where a workload stands on every model.
   *
   * @throws ResponseError
   */
  getWorkload(ref: {
    namespace: string;
    name: string;
  }): Promise<WorkloadMaturity>;

  /**
   * Answers one attestation criterion as the signed-in user.
   *
   * @throws ResponseError
   */
  attest(
    answer: Omit<AttestationInput, 'attestedBy' | 'attestedAt'>,
  ): Promise<void>;
}

/** Ref of {@link MaturityApi}. */
export const maturityApiRef = createApiRef<MaturityApi>({
  id: 'plugin.maturity.api',
});
