import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { maturity } from './__fixtures__/maturity';
import {
  EntityMaturityCard,
  EntityMaturityContent,
  maturityApiRef,
} from './legacy';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { type: 'workload', owner: 'group:default/team' },
};

async function render(
  element: React.ReactElement,
  getWorkload = async () => maturity,
) {
  await renderInTestApp(
    <TestApiProvider
      apis={[[maturityApiRef, { getWorkload, attest: jest.fn() }]]}
    >
      <EntityProvider entity={entity}>
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
  it('renders the tab', async () => {
    await render(<EntityMaturityContent />);
    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
  });

  it('renders the card', async () => {
    await render(<EntityMaturityCard />);
    expect(
      await screen.findByText('2 criteria to level 2'),
    ).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    await render(<EntityMaturityContent />, async () => {
      throw new Error('The database is away');
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    await render(<EntityMaturityContent />, async () => {
      throw Object.assign(new Error('No'), { name: 'NotAllowedError' });
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
