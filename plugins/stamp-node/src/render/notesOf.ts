import type { EstatePlan } from '@plumbline/plugin-stamp-common';
import { deploymentNotes } from './infrastructure/deploymentNotes';

/**
 * What to know of what a plan does, although it is allowed: the same for form,
 * task, agent and reviewer. How a stamp is placed is news when it is added,
 * and what it lacks in Azure as long as something is deployed.
 */
export function notesOf(plan: EstatePlan): string[] {
  const { kind, stamp, notes = [] } = plan;
  switch (kind) {
    case 'add':
      return distinct([...notes, ...stamp.notes, ...deploymentNotes(stamp)]);
    case 'new-workload':
      return distinct([
        ...notes,
        ...plan.workload.notes,
        ...stamp.notes,
        ...deploymentNotes(stamp),
      ]);
    case 'change':
      return distinct([...notes, ...deploymentNotes(stamp)]);
    default:
      return distinct(notes);
  }
}

function distinct(notes: readonly string[]): string[] {
  return [...new Set(notes)];
}
