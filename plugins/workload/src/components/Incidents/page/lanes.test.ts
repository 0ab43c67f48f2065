import { shopIncident } from '../../../__fixtures__/incidents';
import { lanesOf } from './lanes';

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
const alert = (from: number, to?: number) => ({
  ...shopIncident.alerts[0],
  openedAt: at(from),
  closedAt: to === undefined ? undefined : at(to),
});

describe('lanes of an incident', () => {
  it('lie between its first alert and its end', () => {
    const { from, to, lanes, marks } = lanesOf(
      {
        openedAt: at(10),
        closedAt: at(110),
        alerts: [alert(10, 60), alert(60, 110)],
        events: [
          { at: at(35), kind: 'called', title: 'It is the turn of Ada' },
          { at: at(40), kind: 'state', title: 'is drawn nowhere' },
        ],
      },
      Date.parse(at(500)),
    );
    expect([from, to]).toEqual([Date.parse(at(10)), Date.parse(at(110))]);
    expect(lanes.map(({ left, width }) => [left, width])).toEqual([
      [0, 50],
      [50, 50],
    ]);
    expect(marks.map(({ left }) => left)).toEqual([25]);
  });

  it('go on until now, and what was short is seen at the very end, too', () => {
    const { lanes } = lanesOf(
      { openedAt: at(0), alerts: [alert(0), alert(1_000, 1_000)], events: [] },
      Date.parse(at(1_000)),
    );
    expect(lanes[0]).toMatchObject({ left: 0, width: 100 });
    expect(lanes[1]).toMatchObject({ left: 99.5, width: 0.5 });
  });

  it('have marks that stand apart', () => {
    const marks = (minutes: number[]) =>
      lanesOf(
        {
          openedAt: at(0),
          closedAt: at(100),
          alerts: [alert(0, 100)],
          events: minutes.map(minute => ({
            at: at(minute),
            kind: 'note' as const,
            title: 'a note',
          })),
        },
        Date.parse(at(100)),
      ).marks.map(({ left }) => left);
    expect(marks([0, 0, 1, 50])).toEqual([0, 3, 6, 50]);
    expect(marks([50, 99, 100])).toEqual([50, 97, 100]);
  });

  it('stay within bounds whatever the clocks say', () => {
    const { lanes, marks } = lanesOf(
      {
        openedAt: at(5),
        alerts: [alert(5)],
        events: [{ at: at(0), kind: 'note', title: 'earlier' }],
      },
      Date.parse(at(1)),
    );
    expect(lanes[0]).toMatchObject({ left: 0, width: 100 });
    expect(marks[0].left).toBe(0);
  });
});
