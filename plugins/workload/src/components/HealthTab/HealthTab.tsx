import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import { useRead, useWorkloadName } from '@plumbline/plugin-workload-react';
import { useSearchParams } from 'react-router-dom';
import { workloadApiRef } from '../../api/WorkloadApi';
import { HealthHistory } from '../HealthHistory/HealthHistory';
import { HealthModelEditor } from '../HealthModel/HealthModelEditor';
import { ModelCard } from '../HealthModel/ModelCard';
import { WorkloadIncidents } from '../Incidents/WorkloadIncidents';
import { Maintenance } from '../Maintenance/Maintenance';
import { partsOf } from './parts';

/** How a workload has been, what is worked on, and the model by which its health is told. */
export function HealthTab() {
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const [params] = useSearchParams();
  // Only names are taken from it, so it is not read again and again.
  const map = useRead(() => api.getMap(name), [api, name]);
  const parts = partsOf(map.value);
  if (params.get('view') === 'model') {
    return <HealthModelEditor name={name} map={map} />;
  }
  return (
    <Flex direction="column" gap="6">
      <HealthHistory name={name} parts={parts} />
      <WorkloadIncidents name={name} />
      <Maintenance name={name} parts={parts} />
      <ModelCard name={name} />
    </Flex>
  );
}
