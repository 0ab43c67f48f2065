import { points, timeline } from '../../__fixtures__/slos';
import { marksOf, placeInTime } from './chartTime';

const iso = (time: number) => new Date(time).toISOString();

describe('placeInTime', () => {
  it('puts days at their ends, the last one where the data ends', () => {
    const placed = placeInTime(points, '2026-11-21T12:00:00.000Z');
    expect(placed.map(({ time }) => iso(time))).toEqual([
      '2026-11-20T00:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
      '2026-11-21T12:00:00.000Z',
    ]);
  });
});

describe('marksOf', () => {
  const placed = placeInTime(points, '2026-11-21T12:00:00.000Z');

  it('numbers days on which something happened', () => {
    expect(
      marksOf(timeline.events, placed).map(({ number, day, until, events }) => [
        number,
        day,
        until && iso(until),
        events.map(({ id }) => id),
      ]),
    ).toEqual([
      [1, '2026-11-19', undefined, ['weu/2', 'pipeline/77']],
      [2, '2026-11-20', '2026-11-20T12:00:00.000Z', ['exclusion/2']],
    ]);
  });

  it('starts with what went on when the chart begins, and leaves out the rest', () => {
    const at = (from: string, until?: string) => ({
      ...timeline.events[0],
      id: from,
      at: `${from}:00.000Z`,
      until: until && `${until}:00.000Z`,
    });
    const marks = marksOf(
      [
        at('2026-11-10T10:00'),
        at('2026-11-18T23:00', '2026-11-19T01:00'),
        at('2026-11-21T13:00'),
      ],
      placed,
    );
    expect(marks).toHaveLength(1);
    expect(iso(marks[0].time)).toBe('2026-11-19T00:00:00.000Z');
  });

  it('has nothing to mark without a chart', () => {
    expect(marksOf(timeline.events, [])).toEqual([]);
  });
});
