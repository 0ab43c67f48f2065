import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** The platform team's review of all workloads; its sub pages are tabs. */
const maturityPage = PageBlueprint.make({
  params: { path: '/maturity', routeRef: rootRouteRef },
});

const reviewSubPage = SubPageBlueprint.make({
  name: 'review',
  params: {
    path: 'review',
    title: 'Review',
    loader: async () => {
      const { SubPage } = await import('../components/MaturityPage/SubPage');
      return <SubPage id="review" />;
    },
  },
});

const campaignsSubPage = SubPageBlueprint.make({
  name: 'campaigns',
  params: {
    path: 'campaigns',
    title: 'Campaigns',
    loader: async () => {
      const { SubPage } = await import('../components/MaturityPage/SubPage');
      return <SubPage id="campaigns" />;
    },
  },
});

const milestonesSubPage = SubPageBlueprint.make({
  name: 'milestones',
  params: {
    path: 'milestones',
    title: 'Milestones',
    loader: async () => {
      const { SubPage } = await import('../components/MaturityPage/SubPage');
      return <SubPage id="milestones" />;
    },
  },
});

const exemptionsSubPage = SubPageBlueprint.make({
  name: 'exemptions',
  params: {
    path: 'exemptions',
    title: 'Exemptions',
    loader: async () => {
      const { SubPage } = await import('../components/MaturityPage/SubPage');
      return <SubPage id="exemptions" />;
    },
  },
});

const modelsSubPage = SubPageBlueprint.make({
  name: 'models',
  params: {
    path: 'models',
    title: 'Models',
    loader: async () => {
      const { SubPage } = await import('../components/MaturityPage/SubPage');
      return <SubPage id="models" />;
    },
  },
});

/** The page with its sub pages, in the order of their tabs. */
export const maturityPageExtensions = [
  maturityPage,
  reviewSubPage,
  campaignsSubPage,
  milestonesSubPage,
  exemptionsSubPage,
  modelsSubPage,
];
