import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import {
  ReadView,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { FamilyAlerts } from '../FamilyAlerts';
import { AttentionList } from './AttentionList';
import { FailureAlerts } from './FailureAlerts';
import { Tiles } from './Tiles';

const REFRESH_MS = 15_000;

/** Where a workload stands and what to do next: five tiles and one list. */
export function WorkloadOverview() {
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const read = useRead(() => api.getOverview(name), [api, name], {
    everyMs: REFRESH_MS,
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
