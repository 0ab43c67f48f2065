import { mockServices } from '@backstage/backend-test-utils';
import { PluginAbsentError } from '@plumbline/plugin-workload-node';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import { ToldStatuses } from './ToldStatuses';

const STATUS: StampStatus = {
  stampRef: 'resource:default/shop-prod-westeurope-001',
  lifecycle: 'active',
  trafficWeight: 50,
  observedAt: '2026-11-21T12:00:00.000Z',
  receivedAt: '2026-11-21T12:00:01.000Z',
  reportedBy: 'external:ci',
};

function setup() {
  const logger = mockServices.logger.mock();
  const readAll = jest.fn(async (): Promise<StampStatus[]> => [STATUS]);
  const clock = { now: 0 };
  const statuses = new ToldStatuses({
    client: { readAll },
    logger,
    now: () => clock.now,
  });
  return { clock, logger, readAll, statuses };
}

describe('ToldStatuses', () => {
  it('asks once for all entities of a minute, and again after it', async () => {
    const { clock, readAll, statuses } = setup();
    await Promise.all([statuses.read(), statuses.read(), statuses.read()]);
    clock.now = 59_999;
    expect((await statuses.read())?.get(STATUS.stampRef)).toEqual(STATUS);
    expect(readAll).toHaveBeenCalledTimes(1);
    clock.now = 60_000;
    await statuses.read();
    expect(readAll).toHaveBeenCalledTimes(2);
  });

  it('asks anew once something was told, even while it asks', async () => {
    const { readAll, statuses } = setup();
    let answer: (statuses: StampStatus[]) => void = () => {};
    readAll.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    const before = statuses.read();
    statuses.drop();
    expect((await statuses.read())?.size).toBe(1);
    answer([]);
    expect((await before)?.size).toBe(0);
    expect((await statuses.read())?.size).toBe(1);
    expect(readAll).toHaveBeenCalledTimes(2);
  });

  it('says nothing where the back end is not installed', async () => {
    const { logger, readAll, statuses } = setup();
    readAll.mockRejectedValue(new PluginAbsentError('not installed'));
    expect((await statuses.read())?.size).toBe(0);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('tells of a failure once, pauses, and asks again', async () => {
    const { clock, logger, readAll, statuses } = setup();
    readAll.mockRejectedValue(new Error('503'));
    expect(await statuses.read()).toBeUndefined();
    clock.now = 9_999;
    expect(await statuses.read()).toBeUndefined();
    expect(readAll).toHaveBeenCalledTimes(1);
    clock.now = 10_000;
    expect(await statuses.read()).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    readAll.mockResolvedValue([STATUS]);
    clock.now = 20_000;
    expect((await statuses.read())?.size).toBe(1);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });
});
