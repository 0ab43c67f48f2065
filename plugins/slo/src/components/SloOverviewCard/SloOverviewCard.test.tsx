import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { troubled, workload } from '../../__fixtures__/slos';
import { SloApi, sloApiRef } from '../../api/SloApi';
import { sloEntityCard } from '../../extensions/entity';

function renderCard(getSlos: SloApi['getSlos']) {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: workload }), sloEntityCard],
    apis: [[sloApiRef, { getSlos }]],
  });
}

describe('SloOverviewCard', () => {
  it('shows the three worst SLOs, errors in documents, and the way to all', async () => {
    renderCard(async () => troubled);
    const list = await screen.findByRole('list', {
      name: 'SLOs that need the most care',
    });
    const [latency, search, uptime, ...others] =
      within(list).getAllByRole('listitem');
    expect(latency).toHaveTextContent('LatencyBurning fast12% left');
    expect(
      within(latency).getByRole('img', {
        name: 'Remaining budget of Latency, last 30 days',
      }),
    ).toBeInTheDocument();
    expect(search).toHaveTextContent('SearchNo datano data');
    expect(uptime).toHaveTextContent('UptimeWithin budget60% left');
    expect(others).toEqual([]);
    expect(screen.getByText('1 error in SLO documents')).toBeInTheDocument();
    expect(
      within(latency).getByRole('link', { name: 'Latency' }),
    ).toHaveAttribute('href', expect.stringMatching(/\/slo#slo-shop-latency$/));
    expect(
      screen.getByRole('list', { name: 'Alerts firing' }),
    ).toHaveTextContent(/^Critical: Latency, Budget burns very fast, for /);
    expect(screen.getByRole('link', { name: 'All SLOs' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/slo$/),
    );
  });

  it('says that none is declared', async () => {
    renderCard(async () => ({
      workloadRef: 'system:default/shop',
      slos: [],
      documentErrors: [],
    }));
    expect(await screen.findByText('No SLO declared')).toBeInTheDocument();
  });
});
