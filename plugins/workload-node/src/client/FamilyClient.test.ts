import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { FamilySummary } from '@plumbline/plugin-workload-common';
import { BackendClient, PluginAbsentError } from './BackendClient';
import { FamilyClient } from './FamilyClient';

const SHOP = 'system:default/shop';
const BANK = 'system:default/bank';

/** What the server does with the next request: a body, a status, or a closed connection. */
type Answer = object | number | 'reset';

describe('FamilyClient', () => {
  let server: Server;
  let answers: Answer[];
  let asked: object[];

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      asked.push(JSON.parse(Buffer.concat(chunks).toString()));
      const answer = answers.shift() ?? 500;
      if (answer === 'reset') {
        request.socket.resetAndDestroy();
      } else if (typeof answer === 'number') {
        response.writeHead(answer).end();
      } else {
        response.end(JSON.stringify(answer));
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  const stop = () =>
    new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });

  afterEach(stop);

  async function read(workloadRefs?: string[], signal?: AbortSignal) {
    const { port } = server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
    });
    const client = new FamilyClient(
      new BackendClient({ discovery, auth: mockServices.auth() }),
    );
    const pages: string[][] = [];
    for await (const page of client.summaries('slo', workloadRefs, {
      signal,
    })) {
      pages.push(page.map(each => each.workloadRef));
    }
    return pages;
  }

  const summary = (workloadRef: string): FamilySummary => ({
    family: 'slo',
    workloadRef,
    tile: { tone: 'good', headline: '50% left' },
    sortValue: 0.5,
    cell: '50% left',
    signals: [],
    attention: [],
    asOf: '2026-01-01T00:00:00.000Z',
  });

  it('reads page after page', async () => {
    answers = [
      { items: [summary(BANK)], nextAfter: BANK },
      { items: [summary(SHOP)] },
    ];
    expect(await read()).toEqual([[BANK], [SHOP]]);
    expect(asked).toEqual([{ limit: 500 }, { limit: 500, after: BANK }]);
  });

  it('asks once more when the connection is reset', async () => {
    answers = ['reset', { items: [summary(SHOP)] }];
    expect(await read([SHOP])).toEqual([[SHOP]]);
    expect(asked).toEqual([
      { limit: 500, workloadRefs: [SHOP] },
      { limit: 500, workloadRefs: [SHOP] },
    ]);
  });

  it('gives up when it is reset again, and says why', async () => {
    answers = ['reset', 'reset', { items: [] }];
    await expect(read()).rejects.toThrow(/ECONNRESET|socket/);
    expect(asked).toHaveLength(2);
  });

  it('does not ask again when it was answered', async () => {
    answers = [503];
    await expect(read()).rejects.toThrow('503');
    answers = [404];
    await expect(read()).rejects.toThrow(PluginAbsentError);
    expect(asked).toHaveLength(2);
  });

  it('stops when it is told to', async () => {
    const stopped = AbortSignal.abort(new Error('the round is over'));
    await expect(read([SHOP], stopped)).rejects.toThrow('the round is over');
    expect(asked).toEqual([]);
  });

  it('says why a family cannot be reached', async () => {
    const { port } = server.address() as AddressInfo;
    const address = jest.spyOn(server, 'address');
    address.mockReturnValue({ port, address: '', family: '' });
    await stop();
    await expect(read()).rejects.toThrow(/ECONNREFUSED/);
  });
});
