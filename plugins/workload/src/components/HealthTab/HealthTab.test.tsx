import { AnnouncedMaintenance } from '@plumbline/plugin-workload-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SHOP_WEB } from '../../__fixtures__/at';
import { shopHistory, shopModel } from '../../__fixtures__/health';
import { notAllowed } from '../../__fixtures__/workloads';
import { renderOnShop } from '../../__testUtils__/renderOnShop';
import { HealthTab } from './HealthTab';

const shop = { namespace: 'default', name: 'shop' };

async function section(name: string) {
  return within(await screen.findByRole('region', { name }));
}

const window: AnnouncedMaintenance = {
  id: 'move',
  reason: 'Move to another index',
  from: '2026-11-20T10:00:00.000Z',
  to: '2026-11-20T12:00:00.000Z',
  origin: 'portal',
  announcedBy: 'user:default/mira',
  announcedAt: '2026-11-19T12:00:00.000Z',
  isNow: true,
};

describe('history', () => {
  it('is a picture in words too, with figures and every change', async () => {
    renderOnShop(<HealthTab />);
    const part = await section('How it has been');
    expect(
      await part.findByRole('img', {
        name: /States of The whole workload.*healthy 27 days, 23 hr, degraded 1 hr/,
      }),
    ).toBeInTheDocument();
    expect(part.getByText(/100% · met/)).toBeInTheDocument();
    expect(part.getByText('objective 99.9% over 28 days')).toBeInTheDocument();
    const row = within(part.getByRole('row', { name: /shop-weu-web/ }));
    expect(row.getByText('it is slow')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'Map at that time' })).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/service-map?at=${encodeURIComponent(
        shopHistory.items[0].at,
      )}&node=${encodeURIComponent(SHOP_WEB)}`,
    );
  });

  it('is of the part and the stretch in the address', async () => {
    const api = renderOnShop(
      <HealthTab />,
      {},
      `/?entityRef=${encodeURIComponent(SHOP_WEB)}&days=7&offset=20`,
    );
    await section('How it has been');
    await waitFor(() =>
      expect(api.getHealthHistory).toHaveBeenCalledWith(
        shop,
        expect.objectContaining({
          entityRef: SHOP_WEB,
          offset: 20,
          limit: 20,
        }),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'The whole workload' }),
    );
    await waitFor(() =>
      expect(api.getHealthHistory).toHaveBeenLastCalledWith(
        shop,
        expect.objectContaining({ entityRef: undefined, offset: 0 }),
      ),
    );
  });

  it('says what is not known', async () => {
    renderOnShop(<HealthTab />, {
      getHealthHistory: async () => ({
        ...shopHistory,
        items: [],
        total: 0,
        states: [],
        standing: {
          ...shopHistory.standing,
          share: undefined,
          met: undefined,
          coverage: undefined,
        },
      }),
    });
    const part = await section('How it has been');
    expect(await part.findAllByText('not known')).toHaveLength(2);
    expect(part.getByText('No change of state')).toBeInTheDocument();
    expect(part.queryByText('Unhealthy time left')).not.toBeInTheDocument();
  });

  it('says which permission lacks, and stands beside the rest', async () => {
    renderOnShop(<HealthTab />, {
      getHealthHistory: async () => {
        throw notAllowed();
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(
      await screen.findByText('No maintenance goes on or is announced'),
    ).toBeInTheDocument();
  });
});

describe('maintenance', () => {
  it('is announced with a reason and the parts it is about', async () => {
    const api = renderOnShop(<HealthTab />);
    const part = await section('Maintenance');
    await userEvent.click(
      await part.findByRole('button', { name: 'Announce maintenance' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Announce' }));
    expect(api.announceMaintenance).not.toHaveBeenCalled();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    expect(reason).toHaveAccessibleDescription(/Say it in a few words/);
    await userEvent.type(reason, 'New index');
    await userEvent.click(dialog.getByRole('button', { name: 'Announce' }));
    await waitFor(() =>
      expect(api.announceMaintenance).toHaveBeenCalledWith(shop, {
        from: expect.stringMatching(/:00\.000Z$/),
        to: expect.stringMatching(/:00\.000Z$/),
        reason: 'New index',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.getMaintenance).toHaveBeenCalledTimes(2);
  });

  it('is listed, and ended after a question; what the model keeps is changed there', async () => {
    const api = renderOnShop(<HealthTab />, {
      getMaintenance: jest.fn(async () => ({
        items: [
          { ...window, nodes: [SHOP_WEB] },
          {
            ...window,
            id: 'yearly',
            reason: 'Failover test',
            origin: 'model' as const,
            announcedBy: undefined,
            isNow: false,
            everyDays: 364,
          },
        ],
        announce: { allowed: true },
      })),
    });
    const list = await screen.findByRole('list', {
      name: 'Maintenance of this workload',
    });
    const [move, yearly] = within(list).getAllByRole('listitem');
    expect(move).toHaveTextContent(/now: Move to another index/);
    await waitFor(() => expect(move).toHaveTextContent(/shop-weu-web\./));
    expect(yearly).toHaveTextContent(/to come: Failover test.*every 364 days/);
    expect(within(yearly).queryByRole('button')).not.toBeInTheDocument();
    expect(
      within(yearly).getByRole('link', { name: 'Kept in the health model' }),
    ).toHaveAttribute('href', '/?view=model&section=maintenance');
    await userEvent.click(
      within(move).getByRole('button', {
        name: 'End now: Move to another index',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'End now' }));
    await waitFor(() =>
      expect(api.endMaintenance).toHaveBeenCalledWith(shop, 'move'),
    );
  });

  it('offers nothing to those who may not', async () => {
    renderOnShop(<HealthTab />, {
      getMaintenance: async () => ({
        items: [window],
        announce: { allowed: false, reason: 'Only the owner may do this.' },
      }),
    });
    const part = await section('Maintenance');
    expect(
      await part.findByText('Only the owner may do this.'),
    ).toBeInTheDocument();
    expect(part.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('the card of the model', () => {
  it('says where it is kept and what is wrong with it', async () => {
    renderOnShop(<HealthTab />, {
      getHealthModel: async () => ({
        ...shopModel,
        origin: 'file' as const,
        location: 'https://git.example.com/shop/health.yaml',
        changedAt: '2026-01-01T00:00:00.000Z',
        problems: [
          {
            line: 7,
            column: 3,
            field: 'spec.nodes[0].impact',
            expected: 'one of standard, limited, suppressed',
          },
        ],
        findings: [
          {
            field: 'spec.nodes[1].ref',
            message: 'The workload has no resource:default/old',
          },
        ],
      }),
    });
    const part = await section('Health model');
    expect(
      await part.findByRole('link', { name: 'Open the file' }),
    ).toHaveAttribute('href', 'https://git.example.com/shop/health.yaml');
    expect(
      part.getByText(
        'Line 7, spec.nodes[0].impact: expected one of standard, limited, suppressed',
      ),
    ).toBeInTheDocument();
    expect(
      part.getByText(/The workload has no resource:default\/old/),
    ).toBeInTheDocument();
    expect(
      part.getByRole('link', { name: 'Look at the model' }),
    ).toBeInTheDocument();
  });
});
