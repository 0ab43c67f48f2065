import {
  MapNode,
  emptyHealthModel,
  formatHealthModel,
} from '@plumbline/plugin-workload-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AT, SHOP, SHOP_WEB } from '../../__fixtures__/at';
import { shopModel } from '../../__fixtures__/health';
import { shopMap } from '../../__fixtures__/workloads';
import { renderOnShop } from '../../__testUtils__/renderOnShop';
import { WorkloadApi } from '../../api/WorkloadApi';
import { NodePanel } from './NodePanel';

const onSelect = jest.fn();
const onClose = jest.fn();

function nodeOf(ref: string, changes: Partial<MapNode> = {}): MapNode {
  const node = shopMap.nodes.find(({ entityRef }) => entityRef === ref)!;
  return { ...node, ...changes };
}

function renderPanel(
  node: MapNode,
  changes: Partial<WorkloadApi> = {},
  map = shopMap,
) {
  const api = renderOnShop(
    <NodePanel node={node} map={map} onSelect={onSelect} onClose={onClose} />,
    changes,
  );
  return api;
}

const completeText = formatHealthModel('shop', {
  ...emptyHealthModel(),
  signals: [
    {
      id: 'postgresql/*',
      name: 'Connections in use',
      unit: '%',
      operator: '>=',
      degraded: 70,
      unhealthy: 90,
    },
  ],
  escalation: [
    { contact: 'Shop rota', afterMinutes: 0 },
    { contact: 'group:default/platform', afterMinutes: 90 },
  ],
});

const pushedSignal = {
  id: 'postgresql/connections',
  entityRef: SHOP_WEB,
  state: 'unhealthy' as const,
  reason: 'Connections in use: 95%; unhealthy >= 90%',
  observedAt: AT,
};

describe('NodePanel', () => {
  it('names every cause with the parts on its way, each a way to it', async () => {
    const path = [SHOP, 'resource:default/shop-weu', SHOP_WEB];
    const causes = ['a', 'b', 'c', 'd'].map(id => ({
      entityRef: SHOP_WEB,
      signalId: `slo/${id}`,
      state: 'unhealthy' as const,
      reason: `reason ${id}`,
      observedAt: AT,
      path,
    }));
    renderPanel(nodeOf(SHOP, { causes }));
    expect(await screen.findByText('unhealthy: reason a')).toBeInTheDocument();
    expect(screen.queryByText('unhealthy: reason d')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '1 more cause' }));
    expect(screen.getByText('unhealthy: reason d')).toBeInTheDocument();
    // One lost stamp of one counts as it is; here the workload is milder.
    expect(screen.getAllByText('counts as degraded here')).toHaveLength(4);
    const [first] = screen.getAllByRole('list', {
      name: 'leads to the cause',
    });
    await userEvent.click(
      within(first).getByRole('button', { name: 'shop-weu-web' }),
    );
    expect(onSelect).toHaveBeenCalledWith(SHOP_WEB);
  });

  it('says what is silent below something unknown', async () => {
    renderPanel(
      nodeOf('resource:default/shop-weu-kv', {
        silent: [['resource:default/shop-weu-kv']],
      }),
    );
    expect(await screen.findByText('Nothing is known of')).toBeInTheDocument();
    expect(
      screen.getByText(/a pushed signal that names one of them/),
    ).toBeInTheDocument();
  });

  it('shows thresholds, when who is called, and the alert', async () => {
    renderPanel(nodeOf(SHOP_WEB, { signals: [pushedSignal] }), {
      getHealthModel: async () => ({ ...shopModel, completeText }),
    });
    expect(
      await screen.findByText('degraded >= 70% · unhealthy >= 90%'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Sev2 alert open/)).toBeInTheDocument();
    const steps = await screen.findByText(/after 1 hr/);
    expect(steps).toHaveTextContent(/platform, after 1 hr, 30 min/);
  });

  it('says since when an open alert has no data', async () => {
    renderPanel(
      nodeOf(SHOP_WEB, {
        state: 'unknown',
        alert: {
          state: 'open',
          severity: 'Sev1',
          since: '2026-01-01T00:00:00.000Z',
          silentSince: '2026-01-02T00:00:00.000Z',
        },
      }),
    );
    const said = await screen.findByText(/No data since/);
    expect(said.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-01-02T00:00:00.000Z',
    );
    expect(screen.getByText(/Sev1 alert open/)).toBeInTheDocument();
  });

  it('says what keeps an alert quiet', async () => {
    renderPanel(
      nodeOf(SHOP_WEB, {
        alert: {
          state: 'pending',
          severity: 'Sev2',
          since: AT,
          suppressed: { by: 'above', id: SHOP },
        },
      }),
    );
    expect(await screen.findByText(/no alert of its own/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Shop' }));
    expect(onSelect).toHaveBeenCalledWith(SHOP);
  });

  it('leads to what tells a signal, to the model and to all changes', async () => {
    renderPanel(nodeOf(SHOP_WEB), {
      getHealthHistory: async () => ({
        ...(await import('../../__fixtures__/health')).shopHistory,
        total: 9,
      }),
    });
    expect(
      await screen.findByRole('link', { name: 'Open the SLO' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop/slo#slo-latency');
    expect(
      screen.getByRole('link', { name: 'Change how shop-weu-web counts' }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/health?view=model&section=parts&of=${encodeURIComponent(
        SHOP_WEB,
      )}`,
    );
    expect(
      await screen.findByRole('link', { name: 'All changes' }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/health?entityRef=${encodeURIComponent(
        SHOP_WEB,
      )}`,
    );
  });

  it('says whom else it reaches', async () => {
    renderPanel(nodeOf('resource:default/shop-registry'), {
      getAffected: async entityRef => ({
        entityRef,
        total: 2,
        items: ['shop', 'bank'].map(name => ({
          workloadRef: `system:default/${name}`,
          title: name,
          health: 'healthy' as const,
          parts: [],
          userFlows: [{ title: 'Pay', criticality: 'critical' }],
        })),
      }),
    });
    expect(await screen.findByRole('link', { name: 'bank' })).toHaveAttribute(
      'href',
      '/catalog/default/system/bank/service-map',
    );
    expect(screen.getByText('hurts Pay')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'shop' }),
    ).not.toBeInTheDocument();
  });

  it('lets people say how it is, and take it back', async () => {
    const api = renderPanel(nodeOf(SHOP_WEB, { signals: [pushedSignal] }), {
      getSignals: jest.fn(async () => ({
        items: [
          {
            ...pushedSignal,
            workloadRef: SHOP,
            name: 'Connections',
            reportedAt: AT,
            expiresAt: '2026-01-01T01:00:00.000Z',
            reportedBy: 'user:default/mira',
            context: 'seen in the console',
          },
        ],
      })),
    });
    expect(await screen.findByText('seen in the console')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Take back Connections' }),
    );
    await waitFor(() =>
      expect(api.removeSignals).toHaveBeenCalledWith([
        {
          workloadRef: SHOP,
          entityRef: SHOP_WEB,
          id: 'postgresql/connections',
        },
      ]),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Say how it is' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Store' }));
    expect(api.pushSignals).not.toHaveBeenCalled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /What you looked at/ }),
      'Orders come through',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Store' }));
    await waitFor(() =>
      expect(api.pushSignals).toHaveBeenCalledWith([
        {
          workloadRef: SHOP,
          entityRef: SHOP_WEB,
          id: 'seen/orders-come-through',
          name: 'Orders come through',
          state: 'unhealthy',
          minutes: 60,
        },
      ]),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('shows the past without signals', async () => {
    const api = renderPanel(nodeOf(SHOP_WEB), {}, { ...shopMap, at: AT });
    expect(
      await screen.findByText(/Signals of the past are not kept/),
    ).toBeInTheDocument();
    expect(screen.getByText(/As it was/)).toBeInTheDocument();
    expect(screen.queryByText(/alert open/)).not.toBeInTheDocument();
    await waitFor(() =>
      expect(api.getHealthHistory).toHaveBeenCalledWith(
        expect.objectContaining({ name: 'shop' }),
        { entityRef: SHOP_WEB, to: AT, limit: 5 },
      ),
    );
  });

  it('stands when the model cannot be read', async () => {
    renderPanel(nodeOf(SHOP_WEB), {
      getHealthModel: async () => {
        throw new Error('No database');
      },
      getHealthHistory: async () => {
        throw new Error('No history');
      },
    });
    expect(await screen.findByText('No history')).toBeInTheDocument();
    // The path of its annotation.
    expect(screen.getByText(/head of retail/)).toBeInTheDocument();
  });
});
