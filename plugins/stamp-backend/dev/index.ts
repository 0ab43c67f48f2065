import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

// The stamp back end alone, with a catalog of the example workloads: `yarn start`.
const WORKLOADS = [
  'card-payments',
  'claims-desk',
  'deal-fraud-model',
  'ie-bank',
  'price-feed',
  'records-archive',
];

const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  catalogServiceMock.factory({
    entities: WORKLOADS.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name },
      spec: { type: 'workload', owner: 'platform' },
    })),
  }),
);
backend.add(import('../src'));
backend.start();
