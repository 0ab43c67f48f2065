import { mockServices } from '@backstage/backend-test-utils';
import { ENTITIES_TOPIC } from '@plumbline/plugin-workload-common';
import { SummarizeOnChange } from './SummarizeOnChange';

describe('SummarizeOnChange', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  async function setUp() {
    const events = mockServices.events.mock();
    const logger = mockServices.logger.mock();
    const summarize = jest.fn(async (_: string[]) => {});
    const onChange = new SummarizeOnChange({ summarize, logger });
    await onChange.subscribe(events);
    const [{ onEvent }] = events.subscribe.mock.calls[0];
    const publish = (...workloadRefs: string[]) =>
      onEvent({ topic: ENTITIES_TOPIC, eventPayload: { workloadRefs } });
    return { logger, summarize, onChange, publish };
  }

  it('gathers what changed and summarises each workload once', async () => {
    const { summarize, publish } = await setUp();
    await publish('system:default/a', 'system:default/b');
    await publish('system:default/a');
    expect(summarize).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(summarize.mock.calls).toEqual([
      [['system:default/a', 'system:default/b']],
    ]);
    await publish('system:default/a');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(summarize).toHaveBeenCalledTimes(2);
  });

  it('goes on after a failure, and stops when told', async () => {
    const { logger, summarize, onChange, publish } = await setUp();
    summarize.mockRejectedValueOnce(new Error('The catalog is away'));
    await publish('system:default/a');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await publish('system:default/a');
    onChange.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(summarize).toHaveBeenCalledTimes(1);
  });
});
