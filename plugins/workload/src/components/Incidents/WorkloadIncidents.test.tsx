import { screen, within } from '@testing-library/react';
import { shopIncident } from '../../__fixtures__/incidents';
import { renderOnShop } from '../../__testUtils__/renderOnShop';
import { WorkloadIncidents } from './WorkloadIncidents';

const name = { namespace: 'default', name: 'shop' };
const counts = { open: 0, acknowledged: 0, reviewDue: 0, reviewOverdue: 0 };

describe('incidents of a workload', () => {
  it('are listed with a way to each and to all', async () => {
    const api = renderOnShop(<WorkloadIncidents name={name} />, {
      listIncidents: jest.fn(async () => ({
        items: [shopIncident],
        total: 9,
        counts,
      })),
    });
    const list = within(
      await screen.findByRole('list', { name: 'Incidents of this workload' }),
    );
    expect(list.getByRole('link', { name: /^7: / })).toHaveAttribute(
      'href',
      '/workloads/incidents/7',
    );
    expect(list.getByText('open')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'All 9 incidents of this workload' }),
    ).toHaveAttribute(
      'href',
      `/workloads/incidents?workload=${encodeURIComponent(
        'system:default/shop',
      )}`,
    );
    expect(api.listIncidents).toHaveBeenCalledWith({
      workload: 'system:default/shop',
      limit: 5,
      offset: 0,
    });
  });

  it('are said to be none', async () => {
    renderOnShop(<WorkloadIncidents name={name} />, {
      listIncidents: async () => ({ items: [], total: 0, counts }),
    });
    expect(await screen.findByText('No incident so far')).toBeInTheDocument();
  });
});
