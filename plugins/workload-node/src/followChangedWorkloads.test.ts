import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { ENTITIES_TOPIC } from '@plumbline/plugin-workload-common';
import { followChangedWorkloads } from './followChangedWorkloads';

describe('followChangedWorkloads', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function setup(work: (refs: string[]) => Promise<void>) {
    let onEvent = async (_: EventParams) => {};
    const events = mockServices.events.mock();
    events.subscribe.mockImplementation(async options => {
      expect(options.id).toBe('thing');
      expect(options.topics).toEqual([ENTITIES_TOPIC]);
      onEvent = options.onEvent;
    });
    const lifecycle = mockServices.lifecycle.mock();
    await followChangedWorkloads({
      events,
      lifecycle,
      logger: mockServices.logger.mock(),
      subscriberId: 'thing',
      work,
    });
    const [[shutDown]] = lifecycle.addShutdownHook.mock.calls;
    const changed = (...workloadRefs: string[]) =>
      onEvent({ topic: ENTITIES_TOPIC, eventPayload: { workloadRefs } });
    return { changed, shutDown };
  }

  it('works on what changed within a second at once, each workload once', async () => {
    const work = jest.fn(async () => {});
    const { changed } = await setup(work);
    await changed('a', 'b');
    await changed('b', 'c');
    expect(work).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_000);
    await changed('d');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work.mock.calls).toEqual([[['a', 'b', 'c']], [['d']]]);
  });

  it('works on nothing once the plugin shuts down', async () => {
    const work = jest.fn(async () => {});
    const { changed, shutDown } = await setup(work);
    await changed('a');
    await shutDown();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(work).not.toHaveBeenCalled();
  });
});
