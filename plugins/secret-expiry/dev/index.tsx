import {
  PageBlueprint,
  createFrontendModule,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import { SecretExpiryCard } from '../src/components/SecretExpiryCard/SecretExpiryCard';
import { SecretExpiryTab } from '../src/components/SecretExpiryTab/SecretExpiryTab';
import secretExpiryPlugin from '../src';

// Card and tab of one workload, such as /catalog/default/system/ie-bank, from
// the back end that `yarn start` in plugins/secret-expiry-backend runs.
function WorkloadPage() {
  const { namespace, name } = useRouteRefParams(entityRouteRef);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace },
    spec: { type: 'workload' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
  };
  return (
    <EntityProvider entity={entity}>
      <Container>
        <Flex direction="column" gap="6">
          <SecretExpiryCard />
          <SecretExpiryTab />
        </Flex>
      </Container>
    </EntityProvider>
  );
}

createDevApp({
  features: [
    secretExpiryPlugin,
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        PageBlueprint.make({
          name: 'workload',
          params: {
            path: '/catalog/:namespace/:kind/:name',
            routeRef: entityRouteRef,
            loader: async () => <WorkloadPage />,
          },
        }),
      ],
    }),
  ],
});
