import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { ComponentType } from 'react';
import { rootRouteRef } from '../routes';

/** Puts a sub page into the page's frame; each loads on its own, only when it is opened. */
async function framed(load: () => Promise<ComponentType>) {
  const [{ PageFrame }, Content] = await Promise.all([
    import('../components/MaturityPage/PageFrame'),
    load(),
  ]);
  return (
    <PageFrame>
      <Content />
    </PageFrame>
  );
}

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
