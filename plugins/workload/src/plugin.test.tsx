import { renderInTestApp, renderTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import {
  SHOP,
  shopEntity,
  shopOverview,
  shopRow,
  workloadApiMock,
} from './__fixtures__/workloads';
import { shopIncident } from './__fixtures__/incidents';
import { WorkloadApi, workloadApiRef } from './api/WorkloadApi';
import { WorkloadOverview } from './components/WorkloadOverview/WorkloadOverview';
import { WorkloadOverviewLayout } from './components/WorkloadOverview/WorkloadOverviewLayout';
import workloadPlugin from '.';

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

function renderOnEntity(element: JSX.Element, api: WorkloadApi) {
  renderInTestApp(
    <EntityProvider entity={shopEntity}>{element}</EntityProvider>,
    { apis: [[workloadApiRef, api]], mountedRoutes },
  );
}

describe('the portfolio', () => {
  it('has a page', async () => {
    renderTestApp({
      features: [workloadPlugin],
      initialRouteEntries: ['/workloads'],
      apis: [[workloadApiRef, workloadApiMock()]],
      mountedRoutes,
    });
    expect(await screen.findByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
    expect(
      screen.getByRole('heading', { name: 'Workloads' }),
    ).toBeInTheDocument();
  });
});

describe('the overview', () => {
  it('opens with five tiles, each a way to its tab, and what needs attention', async () => {
    renderOnEntity(<WorkloadOverview />, workloadApiMock());
    const tiles = within(
      await screen.findByRole('list', { name: 'At a glance' }),
    );
    expect(tiles.getAllByRole('listitem')).toHaveLength(5);
    expect(
      tiles.getByRole('link', { name: 'Open SLO: 12% left' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop/slo');
    expect(tiles.getByText('not installed')).toBeInTheDocument();
    expect(
      screen.getByText('Latency SLO burns 6.2x: budget gone in 4 days'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Find what slows requests down\./),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^How to: / })).toHaveAttribute(
      'href',
      'https://runbooks.example.com/latency',
    );
  });

  it('leads from an open incident to its page', async () => {
    const api = workloadApiMock();
    const { number, severity, openedAt, title } = shopIncident;
    api.getOverview.mockResolvedValue({
      ...shopOverview,
      workload: {
        ...shopRow,
        incident: { number, severity, openedAt, title, state: 'open' },
      },
      attention: [
        {
          ...shopOverview.attention[0],
          family: 'workload',
          id: 'incident-7',
          title: 'Incident 7, Sev2',
          tab: 'service-map',
        },
      ],
    });
    renderOnEntity(<WorkloadOverview />, api);
    expect(
      await screen.findByRole('link', { name: 'Show: Incident 7, Sev2' }),
    ).toHaveAttribute('href', '/workloads/incidents/7');
  });

  it('says what fails of the workload, why and since when', async () => {
    const api = workloadApiMock();
    api.getOverview.mockResolvedValue({
      ...shopOverview,
      failures: [
        {
          task: 'health',
          message: 'cause is not iterable',
          since: '2026-01-02T00:00:00.000Z',
        },
      ],
    });
    renderOnEntity(<WorkloadOverview />, api);
    expect(
      await screen.findByText('Health is not up to date'),
    ).toBeInTheDocument();
    const why = screen.getByText(/cause is not iterable\. Failing since/);
    expect(why.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-01-02T00:00:00.000Z',
    );
  });

  it('says who was asked when nothing needs attention', async () => {
    const api = workloadApiMock();
    api.getOverview.mockResolvedValue({ ...shopOverview, attention: [] });
    renderOnEntity(<WorkloadOverview />, api);
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(screen.getByText('Asked: Maturity, SLOs.')).toBeInTheDocument();
  });

  it('does not call silence good when nobody was asked', async () => {
    const api = workloadApiMock();
    api.getOverview.mockResolvedValue({
      ...shopOverview,
      workload: { ...shopRow, families: {} },
      attention: [],
    });
    renderOnEntity(<WorkloadOverview />, api);
    expect(
      await screen.findByText(/No part of Plumbline that could say so/),
    ).toBeInTheDocument();
  });
});

describe('the layout of the overview', () => {
  it('puts what is wrong with the description first, and the cards last', async () => {
    const malformed = {
      ...shopEntity,
      status: {
        items: [
          {
            type: 'backstage.io/catalog-processing',
            level: 'error' as const,
            message: 'InputError: spec.tier: found "gold"',
            error: { name: 'InputError', message: 'spec.tier: found "gold"' },
          },
        ],
      },
    };
    const catalog = catalogApiMock({ entities: [malformed] });
    catalog.getEntityAncestors = async () => ({
      rootEntityRef: SHOP,
      items: [{ entity: malformed, parentEntityRefs: [] }],
    });
    renderInTestApp(
      <EntityProvider entity={malformed}>
        <WorkloadOverviewLayout
          cards={[
            { type: 'info', element: <p>About</p> },
            { type: 'content', element: <p>Level</p> },
          ]}
        />
      </EntityProvider>,
      {
        apis: [
          [workloadApiRef, workloadApiMock()],
          [catalogApiRef, catalog],
        ],
        mountedRoutes,
      },
    );
    const problem = await screen.findByText('Error: spec.tier: found "gold"');
    const attention = await screen.findByText('Needs attention');
    const level = screen.getByText('Level');
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    expect(problem.compareDocumentPosition(attention)).toBe(follows);
    expect(attention.compareDocumentPosition(level)).toBe(follows);
    expect(level.compareDocumentPosition(screen.getByText('About'))).toBe(
      follows,
    );
  });
});
