import { apart } from './apart';

describe('apart', () => {
  async function done(items: number[], bad: number[]) {
    const worked: number[] = [];
    const failed: [number, unknown][] = [];
    let calls = 0;
    await apart(
      items,
      async some => {
        calls += 1;
        const culprit = some.find(each => bad.includes(each));
        if (culprit !== undefined) throw new Error(`no ${culprit}`);
        worked.push(...some);
      },
      async (item, error) => {
        failed.push([item, String(error)]);
      },
    );
    return { worked, failed, calls };
  }

  it('does all at once while nothing fails', async () => {
    expect(await done([1, 2, 3], [])).toEqual({
      worked: [1, 2, 3],
      failed: [],
      calls: 1,
    });
    expect(await done([], [])).toMatchObject({ calls: 0 });
  });

  it('does the others when some fail, each once and in order', async () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const { worked, failed, calls } = await done(items, [0, 42, 99]);
    expect(worked).toEqual(items.filter(each => ![0, 42, 99].includes(each)));
    expect(failed).toEqual([
      [0, 'Error: no 0'],
      [42, 'Error: no 42'],
      [99, 'Error: no 99'],
    ]);
    expect(calls).toBeLessThan(50);
  });

  it('ends when a failure cannot be noted', async () => {
    const away = new Error('database away');
    let calls = 0;
    await expect(
      apart(
        [1, 2, 3, 4],
        async () => {
          calls += 1;
          throw new Error('no');
        },
        () => Promise.reject(away),
      ),
    ).rejects.toBe(away);
    expect(calls).toBe(3);
  });
});
