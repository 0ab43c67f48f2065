import { StampWorkload } from './estate';
import { quoted } from './freeText';
import { PlacementPolicy } from './policy';

/** Who is told when an alert of a stamp fires. */
export interface AlertReceivers {
  /** E-mail addresses, sorted. */
  emails: string[];
  /** https addresses that take Azure's common alert schema, sorted. They stand in the estate's files: none may be a secret. */
  webhooks: string[];
}

/** Most receivers of each sort. */
export const MAX_RECEIVERS = 20;

/** Pattern of an e-mail address that Azure's action groups take. */
export const EMAIL_PATTERN =
  /^(?=.{3,254}$)[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** Pattern of a webhook's address: no user, no query, no fragment, where secrets would be. */
export const WEBHOOK_PATTERN =
  /^(?=.{1,500}$)https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*\/?$/;

/** What is wrong with the receivers of a policy; `undefined` when nothing is. */
export function receiversProblem({
  emails,
  webhooks,
}: AlertReceivers): string | undefined {
  const email = emails.find(each => !EMAIL_PATTERN.test(each));
  if (email !== undefined) return `${quoted(email)} is no e-mail address`;
  const webhook = webhooks.find(each => !WEBHOOK_PATTERN.test(each));
  if (webhook !== undefined) {
    return `${quoted(
      webhook,
    )} is no https address without user, query and fragment; what is secret belongs in the pipeline's variables`;
  }
  const most = Math.max(emails.length, webhooks.length);
  return most > MAX_RECEIVERS ? `at most ${MAX_RECEIVERS} of each` : undefined;
}

/**
 * Who is told of a stamp's alerts: whom the policy and the workload name.
 * `undefined` when nobody is.
 */
export function plannedReceivers(
  { alertEmails = [] }: Pick<StampWorkload, 'alertEmails'>,
  { alertReceivers }: PlacementPolicy,
): { receivers?: AlertReceivers; notes: string[] } {
  const own = alertEmails.filter(each => EMAIL_PATTERN.test(each));
  const notes = alertEmails
    .filter(each => !own.includes(each))
    .slice(0, 3)
    .map(each => `${quoted(each)} is no e-mail address and is left out.`);
  const emails = [...new Set([...alertReceivers.emails, ...own])]
    .slice(0, MAX_RECEIVERS)
    .sort();
  const webhooks = [...new Set(alertReceivers.webhooks)].sort();
  if (emails.length === 0 && webhooks.length === 0) {
    notes.push(
      "Only those with the role Monitoring Contributor on the subscription are told when its alerts fire: name somebody by the workload's annotation plumbline.io/alert-emails, or for all by stamp.policy.alertReceivers.",
    );
    return { notes };
  }
  return { receivers: { emails, webhooks }, notes };
}
