import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { WORKLOAD, credential } from './__fixtures__/credentials';
import { fakeApi } from './__testUtils__/openWorkload';
import {
  EntitySecretExpiryCard,
  EntitySecretExpiryContent,
  secretExpiryApiRef,
  secretExpiryPlugin,
} from './legacy';

async function render(element: ReactElement, entity: Entity = WORKLOAD) {
  const api = fakeApi([credential('api-tls', -359, 6)]);
  await renderInTestApp(
    <TestApiProvider apis={[[secretExpiryApiRef, api]]}>
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the old frontend system', () => {
  it('has the same tab', async () => {
    await render(
      <Routes>
        <Route path="/" element={<EntitySecretExpiryContent />} />
      </Routes>,
    );
    expect(await screen.findByText('The next 90 days')).toBeInTheDocument();
    const row = await screen.findByRole('row', { name: /api-tls/ });
    expect(row).toHaveTextContent('Stage 5 of 6');
    await userEvent.click(within(row).getByRole('link', { name: 'api-tls' }));
    expect(
      await screen.findByRole('dialog', { name: 'api-tls' }),
    ).toBeInTheDocument();
  });

  it('has the same card', async () => {
    await render(<EntitySecretExpiryCard />);
    expect(
      await screen.findByRole('heading', { name: 'Next to expire' }),
    ).toBeInTheDocument();
  });

  it('brings its own client', () => {
    expect([...secretExpiryPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      secretExpiryApiRef.id,
    ]);
  });
});
