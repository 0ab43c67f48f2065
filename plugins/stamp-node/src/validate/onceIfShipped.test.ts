import { onceIfShipped } from './onceIfShipped';

const CODE = new Map([['terraform/main.tf', 'shipped']]);

describe('onceIfShipped', () => {
  const check = jest.fn(({ content }: { content: string }) => [
    { message: `saw ${content}` },
  ]);
  const once = onceIfShipped(check);
  const at = (path: string, content: string, code = CODE) =>
    once({ path, content }, { code, files: new Map() });

  beforeEach(() => check.mockClear());

  it('looks at what is shipped once, wherever it stands', async () => {
    const expected = [{ message: 'saw shipped' }];
    expect(await at('stamps/a/main.tf', 'shipped')).toEqual(expected);
    expect(await at('stamps/b/main.tf', 'shipped')).toEqual(expected);
    expect(check).toHaveBeenCalledTimes(1);
    await at('stamps/a/main.tf', 'shipped', new Map(CODE));
    expect(check).toHaveBeenCalledTimes(2);
  });

  it('looks at everything else each time, and keeps none of it', async () => {
    await at('stamps/a/main.tf', 'edited');
    await at('stamps/a/main.tf', 'edited');
    expect(check).toHaveBeenCalledTimes(2);
  });
});
