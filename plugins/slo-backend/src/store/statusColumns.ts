import {
  ALERT_SEVERITIES,
  SLO_STATES,
  SloStatus,
  burnRateOver,
} from '@plumbline/plugin-slo-common';
import { HOUR } from './time';

// An entry of PostgreSQL's index holds 2,704 bytes in all, and a letter may take four.
const NAME_LENGTH = 100;
const SEARCHED_LENGTH = 200;

/** Columns of `statuses` that lists are filtered and sorted by. */
export interface StatusColumns {
  state: string;
  severity: number;
  remaining: number | null;
  name: string;
  words: string;
  method: string;
  target: number;
  compliance: number | null;
  burn_rate: number | null;
  exhaustion: number | null;
  coverage: number;
  alert: number | null;
  agreement: number | null;
}

/** What lists need of a status, as columns of its row. */
export function statusColumns(status: SloStatus): StatusColumns {
  const { id, displayName, service, slaFinding } = status;
  const firing = (status.alertReadings ?? [])
    .filter(({ state }) => state === 'firing')
    .map(({ severity }) => ALERT_SEVERITIES.indexOf(severity));
  return {
    state: status.state,
    severity: SLO_STATES.indexOf(status.state),
    remaining: status.remainingBudget,
    name: inLowerCase(displayName, NAME_LENGTH),
    words: `${inLowerCase(displayName, SEARCHED_LENGTH)}\n${inLowerCase(
      id,
      100,
    )}\n${inLowerCase(service, 100)}`,
    method: status.method,
    target: status.target,
    compliance: status.compliance,
    burn_rate: burnRateOver(status, HOUR),
    exhaustion: status.secondsToExhaustion,
    coverage: status.coverage,
    alert: firing.length > 0 ? Math.min(...firing) : null,
    agreement: slaFinding ? Number(slaFinding.severity === 'warning') : null,
  };
}

function inLowerCase(text: string, length: number): string {
  return text.toLocaleLowerCase('en-US').slice(0, length);
}
