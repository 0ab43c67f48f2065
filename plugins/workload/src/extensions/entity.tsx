import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const filter = { kind: 'system', 'spec.type': 'workload' };

/** First screen of a workload: tiles, what needs attention, then the cards. */
export const workloadOverviewLayout = EntityContentLayoutBlueprint.make({
  params: {
    filter,
    loader: async () => {
      const { WorkloadOverviewLayout } = await import(
        '../components/WorkloadOverview/WorkloadOverviewLayout'
      );
      return WorkloadOverviewLayout;
    },
  },
});

/** The service map tab of a workload. */
export const serviceMapEntityContent = EntityContentBlueprint.make({
  name: 'service-map',
  params: {
    path: 'service-map',
    title: 'Service map',
    filter,
    loader: async () => {
      const { ServiceMapContent } = await import(
        '../components/ServiceMap/ServiceMapContent'
      );
      return <ServiceMapContent />;
    },
  },
});

/** How a workload has been, its maintenance and its health model, as a tab. */
export const healthEntityContent = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: 'health',
    title: 'Health',
    filter,
    loader: async () => {
      const { HealthTab } = await import('../components/HealthTab/HealthTab');
      return <HealthTab />;
    },
  },
});

/** The service map in small, on the overview of a workload. */
export const serviceMapEntityCard = EntityCardBlueprint.make({
  name: 'service-map',
  params: {
    type: 'content',
    filter,
    loader: async () => {
      const { ServiceMapCard } = await import(
        '../components/ServiceMapCard/ServiceMapCard'
      );
      return <ServiceMapCard />;
    },
  },
});
