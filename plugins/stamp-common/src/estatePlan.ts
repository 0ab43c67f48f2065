import { stampKey } from './folders';
import type { StampPlan } from './plan';
import type { WorkloadPlan } from './workloadPlan';

/**
 * One change of the estate, wholly decided: whoever holds it can make its files
 * without asking anything else.
 *
 * `basis` is {@link planHash} of the plan in the lock that it was made from:
 * where another change came between, it must be planned again.
 *
 * `notes` tell what to know of this change, such as what others carry once a
 * stamp is gone. They depend on what else stands, so they are in no file; what
 * to know of the stamp's own place is {@link StampPlan.notes}.
 */
export type EstatePlan = { notes?: string[] } & EstatePlanOfKind;

type EstatePlanOfKind =
  | { kind: 'add'; stamp: StampPlan }
  /** Size, image, weight or template version; `stamp` is how it shall be. */
  | { kind: 'change'; stamp: StampPlan; basis?: string }
  /** First step of retiring: no traffic, then destroyed by its pipeline once somebody approves. */
  | { kind: 'drain'; stamp: StampPlan; basis?: string }
  /** Second step: its files and entities go, a record that the number was used stays. */
  | { kind: 'remove'; stamp: StampPlan }
  /** A workload with its global resources and its first stamp. */
  | { kind: 'new-workload'; workload: WorkloadPlan; stamp: StampPlan };

/** One of the kinds of {@link EstatePlan}. */
export type EstatePlanKind = EstatePlan['kind'];

/** A text file of the estate. */
export interface EstateFile {
  /** Below the estate's root, with `/`. */
  path: string;
  content: string;
}

/** What a plan does to the files of the estate. Made by the same code for preview, action, agents and checks. */
export interface EstateChange {
  plan: EstatePlan;
  /** Flat and made of the stamp's or workload's name alone, so that the same change has the same branch. */
  branch: string;
  /** One line: the commit's and the pull request's. */
  title: string;
  /** Markdown for the reviewer: what, why, what was relaxed, what to check. */
  body: string;
  /** Files that shall have this content, by path. */
  files: EstateFile[];
  /** Paths that shall be gone, sorted. */
  deletions: string[];
}

/**
 * Branch on which a plan is proposed. Flat, because `a` and `a/b` cannot both
 * be branches, and the same for the same stamp and kind, so that a change that
 * is asked for twice meets itself.
 */
export function branchOf(plan: EstatePlan): string {
  return plan.kind === 'new-workload'
    ? `workload-add-${plan.workload.name}`
    : `stamp-${plan.kind}-${stampKey(plan.stamp)}`;
}

/** Branches of every change that can be about a stamp. */
export function branchesOfStamp(stamp: { stampRef: string }): string[] {
  return ['add', 'change', 'drain', 'remove'].map(
    kind => `stamp-${kind}-${stampKey(stamp)}`,
  );
}

/**
 * Whether a branch is, by its name, one that adds a stamp of a workload, be it
 * with the workload itself. One of a workload whose name goes on after a hyphen
 * is taken for it, too: what stands in it tells.
 *
 * @param workloadRef - full ref.
 */
export function mayAddStampOf(workloadRef: string, branch: string): boolean {
  const key = stampKey({ stampRef: workloadRef });
  return (
    branch.startsWith(`stamp-add-${key}-`) || branch === `workload-add-${key}`
  );
}
