import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { WORKLOAD, answer, stamp } from './__fixtures__/stamps';
import { fakeApi } from './__testUtils__/openWorkload';
import { EntityStampsCard, EntityStampsContent, stampPlugin } from './legacy';

const NAME = 'shop-prod-westeurope-001';

async function render(element: ReactElement) {
  const api = fakeApi(async () => answer([stamp(NAME)]));
  await renderInTestApp(
    <TestApiProvider apis={[[stampApiRef, api]]}>
      <EntityProvider entity={WORKLOAD}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the old frontend system', () => {
  it('has the same tab; without forms, no way into them', async () => {
    await render(
      <Routes>
        <Route path="/" element={<EntityStampsContent />} />
      </Routes>,
    );
    expect(await screen.findByRole('region', { name: NAME })).toHaveTextContent(
      'As rendered',
    );
    expect(screen.queryByText('Add a stamp')).not.toBeInTheDocument();
  });

  it('has the same card', async () => {
    await render(<EntityStampsCard />);
    expect(
      await screen.findByRole('list', { name: 'Stamps' }),
    ).toHaveTextContent(NAME);
  });

  it('brings its own client', () => {
    expect([...stampPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      stampApiRef.id,
    ]);
  });
});
