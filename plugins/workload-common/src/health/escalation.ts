import { EscalationStep } from './healthModel';

/** Who has been or must be called about an open alert, and when the next is. */
export interface Escalation {
  /** Contacts whose turn has come, in order. */
  due: EscalationStep[];
  /** Whose turn comes next; absent when all have been called. */
  next?: EscalationStep & {
    /** ISO 8601. */
    at: string;
  };
}

/**
 * Where an escalation path stands. The turn of a contact comes at its minute
 * exactly, and stays.
 *
 * @param openedAt - ISO 8601.
 * @param at - epoch milliseconds; the moment of the acknowledgement when there is one.
 */
export function escalationAt(
  path: EscalationStep[],
  openedAt: string,
  at: number,
): Escalation {
  const opened = Date.parse(openedAt);
  const sorted = [...path].sort((a, b) => a.afterMinutes - b.afterMinutes);
  const momentOf = (step: EscalationStep) =>
    opened + step.afterMinutes * 60_000;
  const next = sorted.find(step => momentOf(step) > at);
  return {
    due: sorted.filter(step => momentOf(step) <= at),
    next: next && { ...next, at: new Date(momentOf(next)).toISOString() },
  };
}
