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
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { SloOverviewCard } from '../src/components/SloOverviewCard/SloOverviewCard';
import { SloTab } from '../src/components/SloTab/SloTab';
import sloPlugin from '../src';

// Card and tab of one workload, such as /catalog/default/system/ie-bank, from
// the back end that `yarn start` in plugins/slo-backend runs.
function WorkloadPage() {
  const { namespace, name } = useRouteRefParams(entityRouteRef);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace },
    spec: { type: WORKLOAD_TYPE },
  };
  return (
    <EntityProvider entity={entity}>
      <Flex direction="column" gap="4">
        <Container>
          <SloOverviewCard />
        </Container>
        <SloTab />
      </Flex>
    </EntityProvider>
  );
}

createDevApp({
  features: [
    sloPlugin,
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
