import { mockServices } from '@backstage/backend-test-utils';
import { LiveRows } from './LiveRows';

describe('LiveRows', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function setup(publish = async (_: unknown) => {}) {
    const sent: (string[] | undefined)[] = [];
    const logger = mockServices.logger.mock();
    const rows = new LiveRows({
      logger,
      signals: {
        publish: async signal => {
          sent.push(
            (signal.message as { workloadRefs?: string[] }).workloadRefs,
          );
          await publish(signal);
        },
      },
    });
    return { rows, sent, logger };
  }

  it('tells at once, then what came together at most once a second', () => {
    const { rows, sent } = setup();
    rows.tell([]);
    expect(sent).toEqual([]);
    rows.tell(['b', 'a']);
    expect(sent).toEqual([['a', 'b']]);
    rows.tell(['c']);
    rows.tell(['a', 'c']);
    jest.advanceTimersByTime(999);
    expect(sent).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(sent).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    jest.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(2);
    rows.tell(['d']);
    expect(sent).toHaveLength(3);
  });

  it('names no rows when there are very many', () => {
    const { rows, sent } = setup();
    rows.tell(Array.from({ length: 101 }, (_, i) => `w${i}`));
    expect(sent).toEqual([undefined]);
  });

  it('goes on when a message cannot be sent', async () => {
    const { rows, sent, logger } = setup(async () => {
      throw new Error('no broker');
    });
    rows.tell(['a']);
    await Promise.resolve();
    await Promise.resolve();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    rows.tell(['b']);
    jest.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(2);
  });
});
