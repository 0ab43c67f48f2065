import { mockServices } from '@backstage/backend-test-utils';
import { RefQueue } from './RefQueue';

describe('RefQueue', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('works on everything that came in, once each', async () => {
    const work = jest.fn(async () => {});
    const queue = new RefQueue({
      delayMs: 500,
      work,
      logger: mockServices.logger.mock(),
    });
    queue.add(['b', 'a']);
    queue.add(['a', 'c']);
    await jest.advanceTimersByTimeAsync(499);
    expect(work).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(work.mock.calls).toEqual([[['a', 'b', 'c']]]);
  });

  it('keeps what comes in during the work for the next round, also when the work fails', async () => {
    const logger = mockServices.logger.mock();
    let fail: (error: Error) => void = () => {};
    const work = jest
      .fn<Promise<void>, [string[]]>()
      .mockImplementationOnce(() => new Promise((_, reject) => (fail = reject)))
      .mockResolvedValue();
    const queue = new RefQueue({ delayMs: 500, work, logger });
    queue.add(['a']);
    await jest.advanceTimersByTimeAsync(500);
    queue.add(['b']);
    await jest.advanceTimersByTimeAsync(500);
    expect(work).toHaveBeenCalledTimes(1);
    fail(new Error('no database'));
    await jest.advanceTimersByTimeAsync(500);
    expect(work.mock.calls).toEqual([[['a']], [['b']]]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('forgets what waits when it closes', async () => {
    const work = jest.fn(async () => {});
    const logger = mockServices.logger.mock();
    const queue = new RefQueue({ delayMs: 500, work, logger });
    queue.add(['a']);
    queue.close();
    queue.add(['b']);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work).not.toHaveBeenCalled();
  });
});
