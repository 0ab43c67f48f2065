import { mockServices } from '@backstage/backend-test-utils';
import { workloadMark } from '@plumbline/plugin-workload-common';
import { LiveRows } from './LiveRows';

const marks = (...refs: string[]) =>
  refs.map(workloadMark).sort((a, b) => a - b);

describe('LiveRows', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function setup(publish = async (_: unknown) => {}) {
    const sent: (number[] | undefined)[] = [];
    const logger = mockServices.logger.mock();
    const rows = new LiveRows({
      logger,
      signals: {
        publish: async signal => {
          sent.push((signal.message as { marks?: number[] }).marks);
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
    expect(sent).toEqual([marks('a', 'b')]);
    rows.tell(['c']);
    rows.tell(['a', 'c']);
    jest.advanceTimersByTime(999);
    expect(sent).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(sent).toEqual([marks('a', 'b'), marks('a', 'c')]);
    jest.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(2);
    rows.tell(['d']);
    expect(sent).toHaveLength(3);
  });

  it('tells no names, as anybody may listen', () => {
    const said: unknown[] = [];
    new LiveRows({
      logger: mockServices.logger.mock(),
      signals: { publish: async signal => void said.push(signal.message) },
    }).tell(['system:default/secret-project']);
    expect(JSON.stringify(said)).not.toContain('secret');
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
