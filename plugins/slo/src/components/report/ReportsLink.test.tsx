import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { sloPlugin } from '../../plugin';
import { ReportsLink } from './ReportsLink';

const link = <ReportsLink workload={{ namespace: 'default', name: 'shop' }} />;

describe('the link from a workload to its reports', () => {
  it('leads to the page of all workloads', async () => {
    renderTestApp({
      features: [sloPlugin],
      extensions: [
        PageBlueprint.make({
          name: 'here',
          params: { path: '/here', loader: async () => link },
        }),
      ],
      initialRouteEntries: ['/here'],
    });
    expect(
      await screen.findByRole('link', { name: 'Monthly reports' }),
    ).toHaveAttribute('href', '/slo/reports/default/shop');
  });

  it('is not there in an app without that page', async () => {
    await renderInTestApp(
      <>
        here
        {link}
      </>,
    );
    expect(screen.getByText('here')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
