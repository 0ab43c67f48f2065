import {
  CredentialListItem,
  acknowledgeUntil,
  cutSnooze,
  needsSomeone,
} from '@plumbline/plugin-secret-expiry-common';

/** Later than any last stage. */
const AS_LATE_AS_CAN_BE = '9999-12-31T00:00:00.000Z';

type Warned = Pick<
  CredentialListItem,
  | 'state'
  | 'stage'
  | 'findings'
  | 'created'
  | 'notBefore'
  | 'expires'
  | 'rotation'
  | 'rotatesBefore'
  | 'renewsAt'
  | 'status'
>;

/**
 * ISO 8601, where an acknowledgement of a credential made now ends at the
 * latest; `undefined` when nothing warns, or when nothing may silence it any more.
 *
 * @param lead - the place that stands for all.
 */
export function latestEnd(lead: Warned, now: Date): string | undefined {
  return isWarned(lead) ? acknowledgeUntil(lead, now) : undefined;
}

/**
 * When an acknowledgement asked for ends.
 *
 * @param until - of a snooze; as late as can be when absent.
 * @returns a time, or why it cannot be, as a sentence.
 */
export function endOf(
  lead: Warned,
  until: string | undefined,
  now: Date,
): { until: string } | { error: string } {
  if (!isWarned(lead)) return { error: 'Nothing warns of it now.' };
  return cutSnooze(until ?? AS_LATE_AS_CAN_BE, lead, now);
}

function isWarned({ state, stage, findings }: Warned): boolean {
  return needsSomeone({ state, stage, findings, acknowledged: false });
}
