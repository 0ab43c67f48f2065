import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { status, workload } from './__fixtures__/slos';
import { sloApiRef } from './api/SloApi';
import { sloPlugin } from './plugin';

describe('the plugin of the new frontend system', () => {
  it('adds tab and card to workloads', async () => {
    renderTestApp({
      features: [sloPlugin],
      extensions: [createTestEntityPage({ entity: workload })],
      apis: [
        [
          sloApiRef,
          {
            getSlos: async () => ({
              workloadRef: 'system:default/shop',
              slos: [status()],
              documentErrors: [],
            }),
            getHistory: async () => ({ histories: [] }),
          },
        ],
      ],
    });
    expect(
      await screen.findByRole('meter', {
        name: 'Remaining error budget of Uptime',
      }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('list', { name: 'SLOs that need the most care' }),
    ).toBeInTheDocument();
  });

  it('leaves other entities alone', async () => {
    renderTestApp({
      features: [sloPlugin],
      extensions: [
        createTestEntityPage({
          entity: { ...workload, spec: { type: 'product' } },
        }),
      ],
    });
    expect(screen.queryByText('SLOs')).not.toBeInTheDocument();
  });
});
