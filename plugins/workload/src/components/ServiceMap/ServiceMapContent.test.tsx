import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { WorkloadMap, workloadMark } from '@plumbline/plugin-workload-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  SHOP,
  notAllowed,
  shopEntity,
  shopMap,
  workloadApiMock,
} from '../../__fixtures__/workloads';
import { WorkloadApi, workloadApiRef } from '../../api/WorkloadApi';
import { ServiceMapCard } from '../ServiceMapCard/ServiceMapCard';
import { ServiceMapContent } from './ServiceMapContent';

const WEB = 'resource:default/shop-weu-web';
const WEU = 'resource:default/shop-weu';

function renderOnEntity(element: JSX.Element, api: WorkloadApi, path = '/') {
  return renderInTestApp(
    <EntityProvider entity={shopEntity}>{element}</EntityProvider>,
    {
      apis: [[workloadApiRef, api]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [path],
    },
  );
}

function renderMap(map: Partial<WorkloadMap> = {}, path?: string) {
  const api = workloadApiMock();
  api.getMap.mockResolvedValue({ ...shopMap, ...map });
  renderOnEntity(<ServiceMapContent />, api, path);
  return api;
}

const part = (name: RegExp) => screen.findByRole('group', { name });
const about = (title: string) =>
  screen.findByRole('complementary', { name: `About ${title}` });

describe('the service map, live', () => {
  afterEach(() => jest.useRealTimers());

  async function open(path: string, isHeard = true) {
    jest.useFakeTimers({ advanceTimers: true });
    let tell: (message: object) => void = () => {};
    const signals = {
      subscribe: (_: string, onMessage: typeof tell) => {
        tell = onMessage;
        return { unsubscribe: () => {} };
      },
    };
    const api = workloadApiMock();
    renderInTestApp(
      <EntityProvider entity={shopEntity}>
        <ServiceMapContent />
      </EntityProvider>,
      {
        apis: [
          [workloadApiRef, api],
          [signalApiRef, (isHeard ? signals : undefined) as any],
        ],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
        initialRouteEntries: [path],
      },
    );
    await part(/^shop-weu-web/);
    const pass = (seconds: number) =>
      act(async () => jest.advanceTimersByTime(seconds * 1_000));
    return {
      pass,
      tell: (ref: string) =>
        act(async () => tell({ marks: [workloadMark(ref)] })),
      reads: () => api.getMap.mock.calls.length,
    };
  }

  it('is read again when the workload changes, and seldom otherwise', async () => {
    const { pass, reads, tell } = await open('/');
    await pass(30);
    expect(reads()).toBe(1);
    await tell('system:default/other');
    await pass(3);
    expect(reads()).toBe(1);
    // However much changes, it is read every other second.
    await tell(SHOP);
    await tell(SHOP);
    await tell(SHOP);
    await pass(3);
    expect(reads()).toBe(2);
    await tell(SHOP);
    await pass(3);
    expect(reads()).toBe(3);
  });

  it('is read every five seconds where nobody says what changes', async () => {
    const { pass, reads } = await open('/', false);
    const before = reads();
    await pass(5);
    await pass(5);
    expect(reads()).toBeGreaterThanOrEqual(before + 2);
  });

  it('stays as it was while it shows the past', async () => {
    const { pass, reads, tell } = await open('/?at=2026-01-01T00:00:00.000Z');
    const before = reads();
    await tell(SHOP);
    await pass(120);
    expect(reads()).toBe(before);
  });
});

describe('the service map', () => {
  it('draws every part with its state, and explains one that is chosen', async () => {
    renderMap();
    const web = await part(
      /^shop-weu-web, web-app: unhealthy, .*depends on 1, needed by \d$/,
    );
    expect(screen.getByText('westeurope · prod · active')).toBeInTheDocument();
    expect(screen.getByText('Shared by all stamps')).toBeInTheDocument();

    web.focus();
    fireEvent.keyDown(web, { key: 'Enter' });
    const panel = within(await about('shop-weu-web'));
    expect(panel.getByText('Shop rota')).toBeInTheDocument();
    await userEvent.click(panel.getByRole('button', { name: 'shop-weu-kv' }));
    await about('shop-weu-kv');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('is one stop of the tab key, and arrow keys lead along its lines', async () => {
    renderMap();
    const workload = await part(/^Shop, workload/);
    expect(workload).toHaveAttribute('tabindex', '0');
    const web = await part(/^shop-weu-web/);
    expect(web).toHaveAttribute('tabindex', '-1');

    workload.focus();
    const press = (key: string) =>
      fireEvent.keyDown(document.activeElement!, { key });
    // Along the way to the cause: the stamp, and into it.
    press('ArrowDown');
    expect(await part(/^shop-weu, deployment-stamp/)).toHaveFocus();
    press('ArrowDown');
    expect(web).toHaveFocus();
    press('ArrowDown');
    expect(await part(/^shop-weu-kv/)).toHaveFocus();
    press('ArrowUp');
    expect(web).toHaveFocus();
    expect(web).toHaveAttribute('tabindex', '0');
    press('End');
    expect(await part(/^shop-registry/)).toHaveFocus();
    press('Home');
    expect(workload).toHaveFocus();
  });

  it('says what makes the workload ill, and the way there', async () => {
    renderMap();
    const why = within(
      await screen.findByRole('region', { name: 'Why Shop is degraded' }),
    );
    expect(
      why.getByRole('button', { name: /^Show the way to shop-weu-web/ }),
    ).toHaveAttribute('aria-pressed', 'true');
    const way = within(why.getByRole('list', { name: 'The way there' }));
    expect(way.getAllByRole('button').map(each => each.textContent)).toEqual([
      'Shop',
      'shop-weu',
      'shop-weu-web',
    ]);
    await userEvent.click(way.getByRole('button', { name: 'shop-weu-web' }));
    await about('shop-weu-web');
  });

  it('folds a stamp and opens it again', async () => {
    renderMap();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Fold westeurope · prod · active',
      }),
    );
    const folded = await part(/^westeurope · prod · active, folded, 2 parts/);
    expect(
      screen.queryByRole('group', { name: /^shop-weu-web/ }),
    ).not.toBeInTheDocument();
    expect(folded).toHaveTextContent('2 parts · 1 unhealthy · 1 unknown');
    folded.focus();
    fireEvent.keyDown(folded, { key: ' ' });
    await part(/^shop-weu-web/);
  });

  it('opens the box of a part that a link leads to', async () => {
    renderMap({}, `/?fold=all&node=${encodeURIComponent(WEB)}`);
    await about('shop-weu-web');
    expect(await part(/^shop-weu-web/)).toBeInTheDocument();
  });

  it('leaves out layers', async () => {
    renderMap({}, '/?layers=stamps&layers=dependencies');
    await part(/^shop-weu-web/);
    expect(
      screen.queryByRole('group', { name: /^shop-registry/ }),
    ).not.toBeInTheDocument();
  });

  it('finds parts by words, state and type', async () => {
    renderMap({}, '/?search=vault&view=table');
    expect(
      await screen.findByRole('row', { name: /shop-weu-kv/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('row', { name: /web/ })).not.toBeInTheDocument();
    expect(screen.getByText('1 of 5 parts')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('row', { name: /shop-weu-web/ }),
    ).toBeInTheDocument();
  });

  it('shows the same as a table, the worst first', async () => {
    renderMap();
    await userEvent.click(await screen.findByRole('radio', { name: 'Table' }));
    const row = within(
      await screen.findByRole('row', { name: /^shop-weu-web/ }),
    );
    expect(row.getByText('unhealthy')).toBeInTheDocument();
    expect(row.getByText('it is slow')).toBeInTheDocument();
    expect(row.getByText('shop-weu-kv')).toBeInTheDocument();
    const [, first] = screen.getAllByRole('row');
    expect(first).toHaveTextContent('unhealthy');
    await userEvent.click(row.getByRole('button', { name: 'shop-weu-web' }));
    await about('shop-weu-web');
  });

  it('says how to fill it when there is nothing', async () => {
    renderMap({ nodes: shopMap.nodes.slice(0, 1), edges: [] });
    expect(
      await screen.findByText('Nothing is on the map yet'),
    ).toBeInTheDocument();
  });

  it('says what nobody declared, and how to', async () => {
    renderMap({ edges: [] });
    expect(await screen.findByText('No dependency is declared')).toBeVisible();
    expect(
      screen.getByText(/Name what each part needs in its spec\.dependsOn/),
    ).toBeVisible();
  });

  it('says why it could not be read', async () => {
    const api = workloadApiMock();
    api.getMap.mockRejectedValue(notAllowed());
    renderOnEntity(<ServiceMapContent />, api);
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});

describe('the way back in time', () => {
  const moments = ['2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z'].map(
    (at, i) => ({
      at,
      changes: i + 1,
      worst: 'unhealthy' as const,
      reshaped: i === 1,
    }),
  );

  it('leads to each change and back to now', async () => {
    const api = workloadApiMock();
    api.getMapMoments.mockResolvedValue({ items: moments });
    renderOnEntity(<ServiceMapContent />, api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'History' }),
    );
    const slider = await screen.findByRole('slider', { name: 'Moment' });
    expect(slider).toHaveAttribute('aria-valuetext', 'Now');
    await waitFor(() => expect(slider).toBeEnabled());
    await userEvent.click(
      screen.getByRole('button', { name: 'Earlier change' }),
    );
    await waitFor(() =>
      expect(api.getMap).toHaveBeenLastCalledWith(expect.anything(), {
        at: moments[1].at,
      }),
    );
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(
        /2 parts changed, the worst became unhealthy, parts came or went$/,
      ),
    );
    expect(await screen.findByText(/^As it was /)).toBeInTheDocument();
    fireEvent.change(slider, { target: { value: '0' } });
    await waitFor(() =>
      expect(api.getMap).toHaveBeenLastCalledWith(expect.anything(), {
        at: moments[0].at,
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Back to now' }));
    await waitFor(() =>
      expect(api.getMap).toHaveBeenLastCalledWith(expect.anything(), {
        at: undefined,
      }),
    );
  });

  it('says that nothing changed, or why that is not known', async () => {
    const api = workloadApiMock();
    api.getMapMoments.mockResolvedValue({ items: [] });
    renderOnEntity(<ServiceMapContent />, api, '/?back=day');
    expect(
      await screen.findByText(/^Nothing changed in this time/),
    ).toBeInTheDocument();
  });
});

describe('the card', () => {
  it('shows the map in small, and what is ill with a way there', async () => {
    renderOnEntity(<ServiceMapCard />, workloadApiMock());
    expect(
      await screen.findByRole('img', { name: /^Service map of Shop: / }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'shop-weu-web: unhealthy' }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/service-map?node=${encodeURIComponent(
        WEB,
      )}`,
    );
    expect(
      screen.getByRole('link', { name: 'Open the service map' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop/service-map');
    expect([SHOP, WEU]).toContain(shopMap.workloadRef);
  });
});
