import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { fakeApi, named, workload } from './__testUtils__/renderWorkload';
import { MaturityApi } from './api/MaturityApi';
import {
  EntityMaturityCard,
  EntityMaturityContent,
  maturityApiRef,
} from './legacy';

async function render(
  element: React.ReactElement,
  overrides: Partial<MaturityApi> = {},
) {
  const api = fakeApi(overrides);
  await renderInTestApp(
    <TestApiProvider apis={[[maturityApiRef, api as unknown as MaturityApi]]}>
      <EntityProvider entity={workload}>
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
  return api;
}

describe('the old frontend system', () => {
  it('renders the tab', async () => {
    await render(<EntityMaturityContent />);
    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'What level 2 needs' }),
    ).toBeInTheDocument();
  });

  it('takes an answer', async () => {
    const api = await render(<EntityMaturityContent />);
    const [button] = await screen.findAllByRole('button', {
      name: "Attest: The team's calls were tried",
    });
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByLabelText('Yes, met'));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Attest' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.attest).toHaveBeenCalledTimes(1);
  });

  it('renders the card', async () => {
    await render(<EntityMaturityCard />);
    expect(
      await screen.findByText('4 criteria to level 2'),
    ).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    await render(<EntityMaturityContent />, {
      getWorkload: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    await render(<EntityMaturityContent />, {
      getWorkload: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
