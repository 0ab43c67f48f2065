import { PluginClient } from './PluginClient';

function client(answer: Response) {
  const fetch = jest.fn(async () => answer);
  return {
    fetch,
    client: new PluginClient('thing', {
      discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
      fetchApi: { fetch },
    }),
  };
}

const json = (body: unknown, init?: ResponseInit) =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json' },
    ...init,
  });

describe('PluginClient', () => {
  it('leaves out absent query values', async () => {
    const { client: thing, fetch } = client(json({ ok: true }));
    await expect(
      thing.get('/list', { search: 'a b', owner: undefined, health: '' }),
    ).resolves.toEqual({ ok: true });
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/thing/list?search=a+b',
      undefined,
    );
  });

  it('repeats the name of a list', async () => {
    const { client: thing, fetch } = client(json({}));
    await thing.get('/list', { owner: ['a', 'b'], level: [0], state: [] });
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/thing/list?owner=a&owner=b&level=0',
      undefined,
    );
  });

  it('gets a file', async () => {
    const { client: thing } = client(
      new Response('a,b', { headers: { 'content-type': 'text/csv' } }),
    );
    const file = await thing.getBlob('/list.csv');
    expect(file.type).toBe('text/csv');
    expect(file.size).toBe(3);
  });

  it('turns an error answer into an error with its message', async () => {
    const { client: thing } = client(
      json(
        {
          error: { name: 'NotAllowedError', message: 'No' },
          response: { statusCode: 403 },
        },
        { status: 403 },
      ),
    );
    await expect(thing.get('/list')).rejects.toMatchObject({
      cause: { name: 'NotAllowedError' },
    });
  });

  it('posts JSON and takes an empty answer', async () => {
    const { client: thing, fetch } = client(
      new Response(null, { status: 204 }),
    );
    await expect(thing.post('/items', { a: 1 })).resolves.toBeUndefined();
    expect(fetch).toHaveBeenCalledWith('http://portal/api/thing/items', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"a":1}',
    });
  });

  it('puts and deletes', async () => {
    const { client: thing, fetch } = client(json({ id: '1' }));
    await expect(thing.put('/items/1', { a: 1 })).resolves.toEqual({
      id: '1',
    });
    await thing.delete('/items/1');
    expect(fetch.mock.calls).toEqual([
      [
        'http://portal/api/thing/items/1',
        expect.objectContaining({ method: 'PUT' }),
      ],
      ['http://portal/api/thing/items/1', { method: 'DELETE' }],
    ]);
  });
});
