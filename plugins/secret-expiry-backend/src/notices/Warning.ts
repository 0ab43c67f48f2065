import {
  CredentialKind,
  EXPIRED_STEP,
  STAGE_COUNT,
  timeBetween,
} from '@plumbline/plugin-secret-expiry-common';
import { MessageSeverity } from '@plumbline/plugin-workload-node';
import { dateOf, nameAndPlaceOf } from '../summary/wording';

/**
 * Why a credential needs somebody: its date is near or past; it should have
 * renewed itself; it was renewed elsewhere, and this place has the old version.
 */
export type WarningKind = 'expiring' | 'overdue' | 'superseded';

/** The first step of which people are told at once: the last stage. */
export const URGENT_STEP = STAGE_COUNT;

/** A warning, as people are told of it. Times are ISO 8601. */
export interface Warning {
  /** With `version`: what is warned of, wherever it is. */
  identity: string;
  version: string;
  /** Of the row that leads. */
  credentialId: string;
  warning: WarningKind;
  /** Of `warningStep`. */
  step: number;
  kind: CredentialKind;
  name: string;
  entityRef?: string;
  expires?: string;
  placeCount: number;
  runbookUrl?: string;
  /** What else is to be known, as a sentence: where the new version is, or that its place cannot be looked at. */
  reason?: string;
  workloadRef: string;
  workloadTitle: string;
  /** Full ref of who renews it. */
  responsibleRef?: string;
}

/** How soon somebody must act. */
export function severityOf({
  warning,
  step,
}: Pick<Warning, 'warning' | 'step'>): MessageSeverity {
  if (step >= URGENT_STEP) return 'critical';
  if (step >= 4) return 'high';
  // A machine that has stopped renewing renews nothing else either.
  return step === 3 || warning === 'overdue' ? 'medium' : 'low';
}

/** `Certificate api-tls in shop-kv expires in 6 days`. */
export function headlineOf(warning: Warning, now: Date): string {
  return `${nameAndPlaceOf(warning)} ${predicateOf(warning, now)}`;
}

/** The headline with workload, date and whether other places have it, as a sentence. */
export function sentenceOf(warning: Warning, now: Date): string {
  const { expires, placeCount, reason, workloadTitle } = warning;
  const since = warning.step === EXPIRED_STEP ? 'since' : 'on';
  const date = expires === undefined ? '' : `, ${since} ${dateOf(expires)}`;
  // Not how many: some may be of people who do not show them to whoever is told.
  const where = placeCount > 1 ? ' (and elsewhere)' : '';
  const why = reason === undefined ? '' : ` ${reason}`;
  return `${workloadTitle}: ${headlineOf(warning, now)}${date}${where}.${why}`;
}

function predicateOf({ warning, step, expires }: Warning, now: Date): string {
  const isOld = warning === 'superseded' ? 'is still the old version' : '';
  if (expires === undefined) return isOld || 'should have renewed itself';
  const time = timeBetween(expires, now);
  const date =
    step === EXPIRED_STEP ? `is ${time} past its date` : `expires in ${time}`;
  if (isOld) return `${isOld} and ${date}`;
  return warning === 'overdue'
    ? `should have renewed itself; it ${date}`
    : date;
}
