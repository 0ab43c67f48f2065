import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { MaturityPage, maturityApiRef } from '../../legacy';
import { named } from '../review/__testUtils__/renderPage';
import { reviewApi } from '../review/__testUtils__/review';

async function render(path: string, overrides = {}) {
  await renderInTestApp(
    <TestApiProvider apis={[[maturityApiRef, reviewApi(overrides)]]}>
      <Routes>
        <Route path="/maturity/*" element={<MaturityPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the page in the old frontend system', () => {
  it('opens with the review', async () => {
    await render('/maturity');
    expect(
      await screen.findByRole('heading', { name: '1 rose, 1 fell' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', {
        name: /^Security: level 2 of 2 proven/,
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&pillar=security',
    );
  });

  it('leads to the other sub pages', async () => {
    await render('/maturity/review');
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Campaigns' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Level 1 by March' }),
    ).toHaveAttribute('href', '/maturity/campaigns/c1');
    await userEvent.click(screen.getByRole('tab', { name: 'Models' }));
    expect(await screen.findByRole('link', { name: 'Small' })).toHaveAttribute(
      'href',
      '/maturity/models/small',
    );
  });

  it('says that the reader may not see it', async () => {
    await render('/maturity/campaigns', {
      getCampaigns: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
