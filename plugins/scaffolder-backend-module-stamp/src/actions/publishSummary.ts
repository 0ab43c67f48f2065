import { parseEntityRef } from '@backstage/catalog-model';
import { EstateChange, EstatePlan } from '@plumbline/plugin-stamp-common';
import {
  PublishResult,
  escapeMarkdown,
  notesOf,
} from '@plumbline/plugin-stamp-node';

/** How publishing went. */
export interface PublishOutcome {
  result: PublishResult;
  /** Whether the estate takes changes by review only. */
  isReviewed: boolean;
  isDryRun: boolean;
}

/** What is done, before the name of what it is done to. */
const TITLES: Record<EstatePlan['kind'], string> = {
  add: 'Add stamp',
  change: 'Change stamp',
  drain: 'Retire stamp, step 1 of 2 (drain),',
  remove: 'Retire stamp, step 2 of 2 (remove),',
  'new-workload': 'Start workload',
};

/** Path of the workload's page in the portal. */
export function workloadPath({ stamp }: EstatePlan): string {
  const { kind, namespace, name } = parseEntityRef(stamp.workloadRef);
  return `/catalog/${namespace}/${kind}/${name}`;
}

/** Whether the catalog has the stamp's entity, now or within seconds. */
export function isInCatalog(
  { plan }: EstateChange,
  { result, isReviewed, isDryRun }: PublishOutcome,
): boolean {
  const isMerged = result.pullRequest === undefined;
  if (plan.kind === 'remove') {
    return isDryRun || (isReviewed && !isMerged);
  }
  if (plan.kind === 'change' || plan.kind === 'drain') return true;
  return result.outcome === 'unchanged'
    ? isMerged
    : !isDryRun && isMerged && !isReviewed;
}

/** What was done, what comes next, what to know, and the files: Markdown for the task's page. */
export function summaryOf(
  change: EstateChange,
  outcome: PublishOutcome,
): string {
  const { plan, files, deletions } = change;
  const notes = notesOf(plan);
  return [
    `${whatWasDone(change, outcome)} ${whatComesNext(change, outcome)}`,
    ...(notes.length > 0 ? ['', ...notes.map(bullet)] : []),
    '',
    ...files.map(({ path }) => `- \`${path}\``),
    ...deletions.map(path => `- \`${path}\` (deleted)`),
  ].join('\n');
}

function whatWasDone(
  { plan, branch }: EstateChange,
  { result, isDryRun }: PublishOutcome,
): string {
  const { outcome, pullRequest } = result;
  const what = TITLES[plan.kind];
  const name = `\`${
    plan.kind === 'new-workload' ? plan.workload.name : plan.stamp.name
  }\``;
  if (pullRequest) {
    const said = pullRequest.isNew ? 'was opened' : 'holds it';
    return `${what} ${name}: pull request ${escapeMarkdown(
      pullRequest.label,
    )} on branch \`${branch}\` ${said}.`;
  }
  if (outcome === 'unchanged') {
    return `${what} ${name}: the estate holds it already, nothing was changed.`;
  }
  return isDryRun
    ? `${what} ${name}: nothing was written, this was a dry run.`
    : `${what} ${name}: written into the estate's folder, where it counts at once.`;
}

function whatComesNext(
  { plan }: EstateChange,
  outcome: PublishOutcome,
): string {
  const merged = whenItCounts(outcome);
  switch (plan.kind) {
    case 'add':
      return `${merged} its pipeline deploys it; the catalog shows it as planned until the pipeline tells that it is active.`;
    case 'change':
      return `${merged} its pipeline deploys the idle unit and moves traffic to it in steps.`;
    case 'drain':
      return `${merged} its pipeline takes all traffic away and, once somebody approves, destroys it. When it has told that it is gone, run this template again to remove its files.`;
    case 'remove':
      return `${merged} the catalog forgets it. Its number is never given again.`;
    default:
      return `${merged} deploy its global resources first, then its stamp.`;
  }
}

/** A folder's files count as soon as they are written, a repository's once they are merged. */
function whenItCounts({ result, isReviewed, isDryRun }: PublishOutcome) {
  const isThere = result.outcome === 'unchanged' && !result.pullRequest;
  if (isThere) return 'Now';
  if (isReviewed) return 'After the merge';
  return isDryRun ? 'Once written,' : 'Now';
}

function bullet(note: string): string {
  return `- ${escapeMarkdown(note)}`;
}
