import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { framed } from '@plumbline/plugin-workload-react';
import { sloReviewApiRef } from '../api/SloReviewApi';
import { SloReviewClient } from '../api/SloReviewClient';
import { rootRouteRef } from '../routes';

const sloReviewApi = ApiBlueprint.make({
  name: 'review',
  params: defineParams =>
    defineParams({
      api: sloReviewApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SloReviewClient(apis),
    }),
});

/** SLOs of all workloads; its sub pages are tabs. */
const sloPage = PageBlueprint.make({
  params: { path: '/slo', routeRef: rootRouteRef },
});

const objectivesSubPage = SubPageBlueprint.make({
  name: 'objectives',
  params: {
    path: 'objectives',
    title: 'All SLOs',
    loader: () =>
      framed(async () => {
        const m = await import('../components/review/SloReview/SloReview');
        return m.SloReview;
      }),
  },
});

const reportsSubPage = SubPageBlueprint.make({
  name: 'reports',
  params: {
    path: 'reports',
    title: 'Monthly reports',
    loader: () =>
      framed(async () => {
        const m = await import('../components/report/ReportsTab/ReportsTab');
        return m.ReportsTab;
      }),
  },
});

/** The page with its sub pages, in the order of their tabs, and the client that they read with. */
export const sloPageExtensions = [
  sloReviewApi,
  sloPage,
  objectivesSubPage,
  reportsSubPage,
];
