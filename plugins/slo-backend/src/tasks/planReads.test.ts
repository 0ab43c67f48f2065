import { ObjectiveDefinition } from '@plumbline/plugin-slo-common';
import { SeriesProgress } from '../store/SeriesStore';
import { DAY, HOUR } from '../store/time';
import { gapsBetween, planRead } from './planReads';

const NOON = 20_000 * DAY + 12 * HOUR;

describe('planRead', () => {
  const definition = (sliceSeconds = 60, days = 28) =>
    ({
      sliceSeconds,
      window: { kind: 'rolling', duration: `${days}d`, seconds: days * DAY },
    } as ObjectiveDefinition);
  const progress = (fields: Partial<SeriesProgress> = {}): SeriesProgress => ({
    id: 30,
    changes: 1,
    revision: 1,
    watermark: NOON,
    newestData: NOON,
    rereadAt: NOON,
    ...fields,
  });
  const plan = (
    fields: Partial<SeriesProgress>,
    now: number,
    { sliceSeconds = 60, delaySeconds = 0, days = 28 } = {},
  ) =>
    planRead({
      progress: progress(fields),
      definition: definition(sliceSeconds, days),
      delaySeconds,
      now,
    });

  it('reads the history at first: the window and its trend', () => {
    expect(plan({ watermark: undefined }, NOON + 5)).toMatchObject({
      kind: 'first',
      from: NOON - 60 * DAY,
      to: NOON,
    });
    expect(
      plan({ watermark: undefined }, NOON + 5, { days: 90 }),
    ).toMatchObject({ from: NOON - 121 * DAY });
  });

  it('asks ever more rarely for a history that cannot be read', () => {
    const tries: number[] = [];
    let rereadAt: number | undefined;
    for (let now = NOON; now < NOON + 6 * HOUR; now += 20) {
      const failed = rereadAt !== undefined && {
        error: 'The source is down',
        errorAt: NOON,
        rereadAt,
      };
      if (!plan({ watermark: undefined, rereadAt, ...failed }, now)) continue;
      tries.push((now - NOON) / 60);
      rereadAt = now;
    }
    expect(tries).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 124, 184, 244, 304]);
  });

  it('then reads what is new with a short overlap, and nothing while no slice has ended', () => {
    expect(plan({}, NOON + 59)).toBeUndefined();
    expect(plan({}, NOON + 65)).toMatchObject({
      kind: 'new',
      from: NOON - 300,
      to: NOON + 60,
    });
    expect(plan({}, NOON + 299, { sliceSeconds: 300 })).toBeUndefined();
    expect(plan({}, NOON + 305, { sliceSeconds: 300 })).toMatchObject({
      from: NOON - 600,
      to: NOON + 300,
    });
  });

  it('waits for what arrives late at the source', () => {
    expect(plan({}, NOON + 65, { delaySeconds: 120 })).toBeUndefined();
    expect(plan({}, NOON + 185, { delaySeconds: 120 })).toMatchObject({
      to: NOON + 60,
    });
  });

  it('reads all that a source missed while it failed', () => {
    expect(plan({ error: 'It is down' }, NOON + 3 * HOUR + 5)).toMatchObject({
      kind: 'new',
      from: NOON - 300,
      to: NOON + 3 * HOUR,
    });
  });

  it('reads a missing end with each slice while it is short, and within the hour when it is long', () => {
    expect(plan({ newestData: NOON - 1_200 }, NOON + 65)).toMatchObject({
      kind: 'new',
      from: NOON - 1_200,
    });
    expect(plan({ newestData: NOON - 5 * DAY }, NOON + 65)).toMatchObject({
      kind: 'new',
      from: NOON - 300,
    });
    expect(plan({ newestData: NOON - 5 * DAY }, NOON + HOUR)).toMatchObject({
      kind: 'again',
      from: NOON - 5 * DAY,
    });
  });

  it('reads the last day again once an hour, each series at another minute', () => {
    expect(plan({}, NOON + 29 * 60)).toMatchObject({ kind: 'new' });
    expect(plan({}, NOON + 30 * 60)).toMatchObject({
      kind: 'again',
      from: NOON - DAY,
      to: NOON + 30 * 60,
    });
    const due = Array.from({ length: 60 }, (_, id) =>
      plan({ id }, NOON + 10 * 60),
    ).filter(each => each?.kind === 'again');
    expect(due).toHaveLength(10);
  });

  it('asks for a series that is gone once a day as a whole, otherwise for a week', () => {
    const asked = Array.from(
      { length: 24 },
      (_, hour) =>
        plan(
          { newestData: NOON - 40 * DAY, rereadAt: NOON },
          NOON + (hour + 1) * HOUR,
        )!,
    );
    const whole = asked.filter(({ from }) => from === NOON - 40 * DAY);
    expect(whole).toHaveLength(1);
    expect(asked.filter(({ from, to }) => to - from <= 8 * DAY)).toHaveLength(
      23,
    );
  });
});

describe('gapsBetween', () => {
  const full = {
    good: 12,
    total: 12,
    goodSlices: 12,
    badSlices: 0,
    emptySlices: 0,
    ratioSum: 0,
  };
  const day = 20_000 * DAY;

  it('finds hours in which slices are missing, from the first data on', () => {
    const hours = Array.from({ length: 24 }, (_, hour) =>
      hour < 3 || (hour > 10 && hour < 13) || hour === 20
        ? undefined
        : { ...full, goodSlices: hour === 15 ? 11 : 12 },
    );
    expect(
      gapsBetween(new Map([[day, hours]]), {
        from: day,
        before: day + 21 * HOUR,
        sliceSeconds: 300,
      }),
    ).toEqual([
      { from: day + 11 * HOUR, to: day + 13 * HOUR },
      { from: day + 15 * HOUR, to: day + 16 * HOUR },
      { from: day + 20 * HOUR, to: day + 21 * HOUR },
    ]);
  });

  it('finds none where slices say that nothing happened', () => {
    const quiet = {
      ...full,
      good: 0,
      total: 0,
      goodSlices: 0,
      emptySlices: 12,
    };
    expect(
      gapsBetween(new Map([[day, new Array(24).fill(quiet)]]), {
        from: day,
        before: day + DAY,
        sliceSeconds: 300,
      }),
    ).toEqual([]);
  });
});
