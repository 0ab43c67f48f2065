import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const WORKLOADS = { kind: 'system', 'spec.type': 'workload' };

/** The tab of the workload page. */
export const secretExpiryContent = EntityContentBlueprint.make({
  params: {
    path: 'secret-expiry',
    title: 'Secret expiry',
    filter: WORKLOADS,
    loader: () =>
      import('../components/SecretExpiryTab/SecretExpiryTab').then(m => (
        <m.SecretExpiryTab />
      )),
  },
});

/** The card of the workload's overview. */
export const secretExpiryCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: WORKLOADS,
    loader: () =>
      import('../components/SecretExpiryCard/SecretExpiryCard').then(m => (
        <m.SecretExpiryCard />
      )),
  },
});
