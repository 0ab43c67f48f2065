import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { SloPage, sloReviewApiRef } from '../../../legacy';
import { reviewApi } from '../__testUtils__/reviewApi';

async function render(path: string) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [sloReviewApiRef, reviewApi()],
        [catalogApiRef, catalogApiMock({ entities: [] })],
      ]}
    >
      <Routes>
        <Route path="/slo/*" element={<SloPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('the page in the old frontend system', () => {
  it('opens with all SLOs and leads to the reports', async () => {
    await render('/slo');
    expect(
      await screen.findByRole('link', { name: 'Latency' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/slo#slo-shop-latency',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Monthly reports' }));
    expect(await screen.findByText('No workload yet')).toBeInTheDocument();
  });

  it('shows a report', async () => {
    await render('/slo/reports/default/shop/2026-10');
    expect(
      await screen.findByRole('heading', { name: 'Shop, October 2026' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All workloads' })).toHaveAttribute(
      'href',
      '/slo/reports',
    );
  });
});
