import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';

const ofWorkloads = { kind: 'system', 'spec.type': WORKLOAD_TYPE };

/** Tab of the workload page: every SLO with its numbers. */
export const sloEntityContent = EntityContentBlueprint.make({
  params: {
    path: 'slo',
    title: 'SLOs',
    filter: ofWorkloads,
    loader: () => import('../components/SloTab/SloTab').then(m => <m.SloTab />),
  },
});

/** Card of the workload's overview: the SLOs that need the most care. */
export const sloEntityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: ofWorkloads,
    loader: () =>
      import('../components/SloOverviewCard/SloOverviewCard').then(m => (
        <m.SloOverviewCard />
      )),
  },
});
