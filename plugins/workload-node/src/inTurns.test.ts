import { inTurns } from './inTurns';

describe('inTurns', () => {
  it('gives every item once, in order', async () => {
    const batches: number[][] = [];
    for await (const batch of inTurns([1, 2, 3, 4, 5], 2)) batches.push(batch);
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
    for await (const batch of inTurns([], 2)) batches.push(batch);
    expect(batches).toHaveLength(3);
  });

  it('lets other work in before each batch, also when no batch waits for anything', async () => {
    const order: string[] = [];
    const other = () => {
      order.push('other');
      if (order.length < 6) setImmediate(other);
    };
    setImmediate(other);
    for await (const [item] of inTurns(['a', 'b', 'c'], 1)) order.push(item);
    expect(order).toEqual(['other', 'a', 'other', 'b', 'other', 'c']);
  });
});
