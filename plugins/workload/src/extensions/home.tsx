import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

const layout = {
  width: { minColumns: 4, defaultColumns: 6 },
  height: { minRows: 3, defaultRows: 6 },
};

/** On the home page: what needs someone now. */
export const attentionWidget = HomePageWidgetBlueprint.make({
  name: 'attention',
  params: {
    name: 'WorkloadsThatNeedAttention',
    title: 'Workloads that need attention',
    description:
      'The most urgent workloads: open incidents, ill health, spent budgets, credentials about to expire.',
    layout,
    components: async () => {
      const { AttentionWidget } = await import(
        '../components/home/AttentionWidget'
      );
      return { Content: AttentionWidget };
    },
  },
});

/** On the home page: what the reader owns. */
export const myWorkloadsWidget = HomePageWidgetBlueprint.make({
  name: 'mine',
  params: {
    name: 'MyWorkloads',
    title: 'My workloads',
    description:
      'Health, level, SLO and next expiry of what you or your groups own.',
    layout,
    components: async () => {
      const { MyWorkloadsWidget } = await import(
        '../components/home/MyWorkloadsWidget'
      );
      return { Content: MyWorkloadsWidget };
    },
  },
});
