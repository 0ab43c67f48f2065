import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { ENTITIES_TOPIC } from '@plumbline/plugin-workload-common';
import { CollectOnChange } from './CollectOnChange';

describe('CollectOnChange', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  async function start(collect: (refs: string[]) => Promise<void>) {
    let onEvent = async (_: EventParams) => {};
    const events = mockServices.events.mock();
    events.subscribe.mockImplementation(async options => {
      expect(options.topics).toEqual([ENTITIES_TOPIC]);
      onEvent = options.onEvent;
    });
    const logger = mockServices.logger.mock();
    const onChange = new CollectOnChange({ collect, logger });
    await onChange.subscribe(events);
    const changed = (...workloadRefs: string[]) =>
      onEvent({ topic: ENTITIES_TOPIC, eventPayload: { workloadRefs } });
    return { onChange, changed, logger };
  }

  it('collects what changed within a second at once, each workload once', async () => {
    const collect = jest.fn(async () => {});
    const { changed } = await start(collect);
    await changed('a', 'b');
    await changed('b', 'c');
    expect(collect).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_000);
    await changed('d');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(collect.mock.calls).toEqual([[['a', 'b', 'c']], [['d']]]);
  });

  it('goes on after a failure', async () => {
    const collect = jest
      .fn(async () => {})
      .mockRejectedValueOnce(new Error('no answer'));
    const { changed, logger } = await start(collect);
    await changed('a');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await changed('a');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(collect).toHaveBeenCalledTimes(2);
  });

  it('collects nothing once it is stopped', async () => {
    const collect = jest.fn(async () => {});
    const { changed, onChange } = await start(collect);
    await changed('a');
    onChange.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(collect).not.toHaveBeenCalled();
  });
});
