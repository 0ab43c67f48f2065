import {
  CredentialKind,
  STAGE_COUNT,
  timeBetween,
} from '@plumbline/plugin-secret-expiry-common';
import { MessageSeverity } from '@plumbline/plugin-workload-node';
import { countOf, dateOf, nameAndPlaceOf } from '../summary/wording';

/**
 * Why a credential needs somebody: its date is near or past; it should have
 * renewed itself; it was renewed elsewhere, and this place has the old version.
 */
export type WarningKind = 'expiring' | 'overdue' | 'superseded';

/** The step after the last stage: the date is past. */
export const PAST_STEP = STAGE_COUNT + 1;

/** The first step of which people are told at once. */
export const URGENT_STEP = STAGE_COUNT;

/** What somebody has to do something about now. Times are ISO 8601. */
export interface Warning {
  /** With `version`: what is warned of, wherever it is. */
  identity: string;
  version: string;
  /** Of the row that leads. */
  credentialId: string;
  warning: WarningKind;
  /** Its stage, 1 to 6, or {@link PAST_STEP}; never falls for one version. */
  step: number;
  kind: CredentialKind;
  name: string;
  entityRef?: string;
  expires?: string;
  placeCount: number;
  runbookUrl?: string;
  /** Of a `superseded` one: where the new version is. */
  reason?: string;
  workloadRef: string;
  workloadTitle: string;
  /** Full ref of the workload's owner. */
  workloadOwnerRef?: string;
  /** Full ref of who renews it. */
  responsibleRef?: string;
  firstSeen: string;
  /** Whether the catalog has its workload, so that the owner is known. */
  workloadKnown: boolean;
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

/** The headline with date, workload and number of places, as a sentence. */
export function sentenceOf(warning: Warning, now: Date): string {
  const { expires, placeCount, reason, workloadTitle } = warning;
  const where = placeCount > 1 ? ` (${countOf(placeCount, 'place')})` : '';
  const date = expires === undefined ? '' : `, on ${dateOf(expires)}`;
  const why = reason === undefined ? '' : ` ${reason}`;
  return `${workloadTitle}: ${headlineOf(warning, now)}${date}${where}.${why}`;
}

function predicateOf({ warning, step, expires }: Warning, now: Date): string {
  const left = expires === undefined ? '' : timeBetween(expires, now);
  const date =
    step === PAST_STEP ? `is past its date by ${left}` : `expires in ${left}`;
  switch (warning) {
    case 'overdue':
      return `should have renewed itself and ${date}`;
    case 'superseded':
      return expires === undefined
        ? 'is still the old version'
        : `is still the old version and ${date}`;
    default:
      return date;
  }
}
