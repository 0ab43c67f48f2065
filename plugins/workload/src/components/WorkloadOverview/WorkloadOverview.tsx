import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import { ReadView, useWorkloadName } from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { FamilyAlerts } from '../FamilyAlerts';
import { useLiveRead } from '../live/useLiveRead';
import { AttentionList } from './AttentionList';
import { FailureAlerts } from './FailureAlerts';
import { Tiles } from './Tiles';

const UNHEARD_MS = 15_000;

/** Where a workload stands and what to do next: five tiles and one list. */
export function WorkloadOverview() {
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const read = useLiveRead(name, () => api.getOverview(name), [api, name], {
    unheardMs: UNHEARD_MS,
  });
  return (
    <ReadView read={read}>
      {overview => (
        <Flex direction="column" gap="4">
          <FamilyAlerts families={overview.families} />
          <FailureAlerts failures={overview.failures} />
          <Tiles overview={overview} />
          <AttentionList overview={overview} />
        </Flex>
      )}
    </ReadView>
  );
}
