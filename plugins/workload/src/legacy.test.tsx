import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { shopEntity, workloadApiMock } from './__fixtures__/workloads';
import {
  EntityHealthContent,
  EntityServiceMapCard,
  EntityServiceMapContent,
  EntityWorkloadOverviewContent,
  WorkloadsPage,
  workloadApiRef,
} from './legacy';

async function render(element: ReactElement) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [workloadApiRef, workloadApiMock()],
        [catalogApiRef, catalogApiMock()],
      ]}
    >
      <EntityProvider entity={shopEntity}>
        <Routes>
          <Route path="/" element={element} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the old frontend system', () => {
  it('has the portfolio', async () => {
    await render(<WorkloadsPage />);
    expect(
      await screen.findByRole('heading', { name: 'Workloads' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('latency 12% left')).toBeInTheDocument();
  });

  it('has the overview', async () => {
    await render(<EntityWorkloadOverviewContent />);
    expect(await screen.findByText('12% left')).toBeInTheDocument();
  });

  it('has the service map', async () => {
    await render(<EntityServiceMapContent />);
    expect(
      await screen.findByLabelText(/^shop-weu-web, web-app: unhealthy/),
    ).toBeInTheDocument();
  });

  it('has the service map in small', async () => {
    await render(<EntityServiceMapCard />);
    expect(
      await screen.findByText('shop-weu-web: unhealthy'),
    ).toBeInTheDocument();
  });

  it('has the health of a workload', async () => {
    await render(<EntityHealthContent />);
    expect(
      await screen.findByRole('region', { name: 'How it has been' }),
    ).toBeInTheDocument();
  });
});
