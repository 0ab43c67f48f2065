import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { troubled, workload } from './__fixtures__/slos';
import { EntitySloCard, EntitySloContent, sloApiRef } from './legacy';

describe('the plugin of the old frontend system', () => {
  it('shows the same tab and card', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            sloApiRef,
            {
              getSlos: async () => troubled,
              getHistory: async () => ({ histories: [] }),
            },
          ],
        ]}
      >
        <EntityProvider entity={workload}>
          <Routes>
            <Route path="/" element={<EntitySloContent />} />
          </Routes>
          <EntitySloCard />
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('region', { name: 'Latency' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'All SLOs' }),
    ).toBeInTheDocument();
  });
});
