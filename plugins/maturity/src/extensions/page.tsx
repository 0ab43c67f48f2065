import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { framed as inFrame } from '@plumbline/plugin-workload-react';
import { ComponentType } from 'react';
import { rootRouteRef } from '../routes';

/** A sub page in the page's frame. */
const framed = (load: () => Promise<ComponentType>) =>
  inFrame(load, async () => {
    const m = await import('../components/MaturityPage/MaturityFrame');
    return m.MaturityFrame;
  });

/** The platform team's review of all workloads; its sub pages are tabs. */
const maturityPage = PageBlueprint.make({
  params: { path: '/maturity', routeRef: rootRouteRef },
});

const reviewSubPage = SubPageBlueprint.make({
  name: 'review',
  params: {
    path: 'review',
    title: 'Review',
    loader: () =>
      framed(async () => {
        const m = await import('../components/review/ReviewTab/ReviewTab');
        return m.ReviewTab;
      }),
  },
});

const campaignsSubPage = SubPageBlueprint.make({
  name: 'campaigns',
  params: {
    path: 'campaigns',
    title: 'Campaigns',
    loader: () =>
      framed(async () => {
        const m = await import(
          '../components/review/CampaignsTab/CampaignsTab'
        );
        return m.CampaignsTab;
      }),
  },
});

const milestonesSubPage = SubPageBlueprint.make({
  name: 'milestones',
  params: {
    path: 'milestones',
    title: 'Milestones',
    loader: () =>
      framed(async () => {
        const m = await import(
          '../components/review/MilestonesTab/MilestonesTab'
        );
        return m.MilestonesTab;
      }),
  },
});

const exemptionsSubPage = SubPageBlueprint.make({
  name: 'exemptions',
  params: {
    path: 'exemptions',
    title: 'Exemptions',
    loader: () =>
      framed(async () => {
        const m = await import(
          '../components/review/ExemptionsTab/ExemptionsTab'
        );
        return m.ExemptionsTab;
      }),
  },
});

const modelsSubPage = SubPageBlueprint.make({
  name: 'models',
  params: {
    path: 'models',
    title: 'Models',
    loader: () =>
      framed(async () => {
        const m = await import('../components/review/ModelsTab/ModelsTab');
        return m.ModelsTab;
      }),
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
