import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const WORKLOADS = { kind: 'system', 'spec.type': 'workload' };

/** The tab of the workload page. */
export const stampContent = EntityContentBlueprint.make({
  params: {
    path: 'stamps',
    title: 'Stamps',
    filter: WORKLOADS,
    loader: () =>
      import('../components/StampsTab/StampsTab').then(m => <m.StampsTab />),
  },
});

/** The card of the workload's overview. */
export const stampCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: WORKLOADS,
    loader: () =>
      import('../components/StampsCard/StampsCard').then(m => <m.StampsCard />),
  },
});
