import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const filter = { kind: 'system', 'spec.type': 'workload' };

/** The maturity tab of a workload. */
export const maturityEntityContent = EntityContentBlueprint.make({
  params: {
    path: 'maturity',
    title: 'Maturity',
    filter,
    loader: async () => {
      const { MaturityContent } = await import(
        '../components/MaturityContent/MaturityContent'
      );
      return <MaturityContent />;
    },
  },
});

/** The ladder in small, on the overview of a workload. */
export const maturityEntityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter,
    loader: async () => {
      const { MaturityCard } = await import(
        '../components/MaturityCard/MaturityCard'
      );
      return <MaturityCard />;
    },
  },
});
