import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { framed } from '@plumbline/plugin-workload-react';
import { rootRouteRef } from '../routes';

async function loadFrame() {
  const m = await import(
    '../components/review/SecretExpiryPage/SecretExpiryFrame'
  );
  return m.SecretExpiryFrame;
}

/** What expires of all workloads; its sub pages are tabs. */
const secretExpiryPage = PageBlueprint.make({
  params: { path: '/secret-expiry', routeRef: rootRouteRef },
});

const credentialsSubPage = SubPageBlueprint.make({
  name: 'credentials',
  params: {
    path: 'credentials',
    title: 'Credentials',
    loader: () =>
      framed(async () => {
        const m = await import(
          '../components/review/CredentialReview/CredentialReview'
        );
        return m.CredentialReview;
      }, loadFrame),
  },
});

const calendarSubPage = SubPageBlueprint.make({
  name: 'calendar',
  params: {
    path: 'calendar',
    title: 'Calendar',
    loader: () =>
      framed(async () => {
        const m = await import('../components/review/CalendarTab/CalendarTab');
        return m.CalendarTab;
      }, loadFrame),
  },
});

const sourcesSubPage = SubPageBlueprint.make({
  name: 'sources',
  params: {
    path: 'sources',
    title: 'Sources',
    loader: () =>
      framed(async () => {
        const m = await import('../components/review/SourcesTab/SourcesTab');
        return m.SourcesTab;
      }, loadFrame),
  },
});

/** The page with its sub pages, in the order of their tabs. */
export const secretExpiryPageExtensions = [
  secretExpiryPage,
  credentialsSubPage,
  calendarSubPage,
  sourcesSubPage,
];
