import { renderInTestApp } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { portfolioPage, workloadApiMock } from '../../__fixtures__/workloads';
import { workloadApiRef } from '../../api/WorkloadApi';
import { rootRouteRef } from '../../routes';
import { AttentionWidget } from './AttentionWidget';
import { MyWorkloadsWidget } from './MyWorkloadsWidget';

function render(
  element: JSX.Element,
  options: { api?: ReturnType<typeof workloadApiMock>; owns?: string[] } = {},
) {
  const { api = workloadApiMock(), owns = ['user:default/ann'] } = options;
  const identity = {
    getBackstageIdentity: async () => ({
      type: 'user',
      userEntityRef: 'user:default/ann',
      ownershipEntityRefs: owns,
    }),
  };
  renderInTestApp(element, {
    apis: [
      [workloadApiRef, api],
      [identityApiRef, identity as any],
    ],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/workloads': rootRouteRef,
    },
  });
  return api;
}

describe('on the home page', () => {
  it('stands what needs attention, and the way to all of it', async () => {
    const api = render(<AttentionWidget />);
    expect(await screen.findByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
    expect(screen.getByText('latency 12% left')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show it in the portfolio' }),
    ).toHaveAttribute('href', '/workloads?attention=true');
    expect(api.listWorkloads).toHaveBeenCalledWith({
      attention: true,
      limit: 8,
      offset: 0,
    });
  });

  it('says so when nothing does', async () => {
    const api = workloadApiMock();
    api.listWorkloads.mockResolvedValue(portfolioPage([]));
    render(<AttentionWidget />, { api });
    expect(
      await screen.findByText('No workload needs attention now'),
    ).toBeInTheDocument();
  });

  it('stands what the reader and their groups own', async () => {
    const owns = ['user:default/ann', 'group:default/shop-team'];
    const api = render(<MyWorkloadsWidget />, { owns });
    expect(
      await screen.findByRole('link', { name: 'Show it in the portfolio' }),
    ).toHaveAttribute(
      'href',
      '/workloads?owner=user%3Adefault%2Fann&owner=group%3Adefault%2Fshop-team',
    );
    expect(api.listWorkloads).toHaveBeenCalledWith(
      expect.objectContaining({ owner: owns }),
    );
  });

  it('says how a workload becomes theirs', async () => {
    const api = render(<MyWorkloadsWidget />, { owns: [] });
    expect(await screen.findByText('You own no workload')).toBeInTheDocument();
    expect(api.listWorkloads).not.toHaveBeenCalled();
  });
});
