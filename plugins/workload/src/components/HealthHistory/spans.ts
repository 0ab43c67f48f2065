import { HealthHistory, HealthState } from '@plumbline/plugin-workload-common';

/** A time in one state; epoch milliseconds. */
export interface StateSpan {
  state: HealthState;
  from: number;
  to: number;
}

/** The stretch of a history as times in one state, in order, without gaps. */
export function spansOf({ from, to, states }: HealthHistory): StateSpan[] {
  const start = Date.parse(from);
  const end = Date.parse(to);
  const spans: StateSpan[] = [];
  let state: HealthState = 'unknown';
  let since = start;
  for (const change of states) {
    const at = Math.min(end, Math.max(start, Date.parse(change.at)));
    if (change.to !== state) {
      if (at > since) spans.push({ state, from: since, to: at });
      state = change.to;
      since = at;
    }
  }
  if (end > since) spans.push({ state, from: since, to: end });
  return spans;
}
