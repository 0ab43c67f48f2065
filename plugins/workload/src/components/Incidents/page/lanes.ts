import {
  Incident,
  IncidentAlertSpan,
  IncidentEvent,
} from '@plumbline/plugin-workload-common';

/** An alert of an incident as a bar; places are percent of the whole stretch. */
export interface AlertLane extends IncidentAlertSpan {
  left: number;
  width: number;
}

/** Something that somebody did, or a call, as a mark. */
export interface TimelineMark {
  left: number;
  event: IncidentEvent;
}

/** The picture of an incident over time. */
export interface IncidentLanes {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  /** The first to open first. */
  lanes: AlertLane[];
  marks: TimelineMark[];
}

const MARKED: IncidentEvent['kind'][] = [
  'raised',
  'called',
  'acknowledged',
  'note',
];

/** Percent that marks stand apart at least, so that each is seen. */
const APART = 3;

/** What lasts seconds shall be seen in hours. */
const LEAST_WIDTH = 0.5;

/**
 * Lays the alerts of an incident out over the time from the first that was seen
 * of it to its end, or to now while it goes on.
 *
 * @param now - epoch milliseconds.
 */
export function lanesOf(
  incident: Pick<Incident, 'alerts' | 'events' | 'openedAt' | 'closedAt'>,
  now: number,
): IncidentLanes {
  const { alerts, events, openedAt, closedAt } = incident;
  const opened = Date.parse(openedAt);
  const from = Math.min(
    opened,
    ...alerts.map(alert => Date.parse(alert.openedAt)),
  );
  const to = Math.max(closedAt ? Date.parse(closedAt) : now, from + 1);
  const placeOf = (at: number) =>
    (Math.min(Math.max(at, from), to) - from) * (100 / (to - from));
  return {
    from,
    to,
    lanes: alerts.map(alert => {
      const left = placeOf(Date.parse(alert.openedAt));
      const right = placeOf(alert.closedAt ? Date.parse(alert.closedAt) : to);
      const width = Math.max(LEAST_WIDTH, right - left);
      return { ...alert, left: Math.min(left, 100 - width), width };
    }),
    marks: spread(
      events
        .filter(event => MARKED.includes(event.kind))
        .map(event => ({ left: placeOf(Date.parse(event.at)), event })),
    ),
  };
}

/** Moves marks that would lie upon each other to the right, or, where there is no room, to the left. */
function spread(marks: TimelineMark[]): TimelineMark[] {
  const apart = Math.min(APART, 100 / Math.max(1, marks.length));
  let last = -apart;
  return marks.map((mark, place) => {
    const room = 100 - (marks.length - 1 - place) * apart;
    last = Math.min(Math.max(mark.left, last + apart), room);
    return { ...mark, left: last };
  });
}
