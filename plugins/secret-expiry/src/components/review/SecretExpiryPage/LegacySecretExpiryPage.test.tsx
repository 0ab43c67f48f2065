import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { SecretExpiryPage, secretExpiryApiRef } from '../../../legacy';
import { reviewApi } from '../__testUtils__/reviewApi';

describe('the page in the old frontend system', () => {
  it('opens with all credentials and leads to the calendar and the sources', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[secretExpiryApiRef, reviewApi()]]}>
        <Routes>
          <Route path="/secret-expiry/*" element={<SecretExpiryPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/secret-expiry'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByRole('row', { name: /api-tls/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Calendar' }));
    expect(
      await screen.findByText(
        'A day leads to the list of all that expires on it.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Sources' }));
    expect(
      await screen.findByRole('row', { name: /Microsoft Graph/ }),
    ).toBeInTheDocument();
  });
});
