import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { workloadApiMock } from '../../__fixtures__/workloads';
import { WorkloadsPage, workloadApiRef } from '../../legacy';

jest.setTimeout(60_000);

it('has the incidents beside the portfolio in the old frontend system', async () => {
  await renderInTestApp(
    <TestApiProvider apis={[[workloadApiRef, workloadApiMock()]]}>
      <Routes>
        <Route path="/workloads/*" element={<WorkloadsPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: ['/workloads'],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  await userEvent.click(await screen.findByRole('tab', { name: 'Incidents' }));
  await userEvent.click(await screen.findByRole('link', { name: /^7: / }));
  expect(
    await screen.findByRole('region', { name: 'Who is called' }),
  ).toBeInTheDocument();
});
