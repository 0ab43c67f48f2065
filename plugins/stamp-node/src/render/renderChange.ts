import {
  EstateChange,
  EstateFile,
  EstatePlan,
  LOCK_FILE,
  StampLock,
  TEMPLATE_VERSION,
  WORKLOAD_LOCK_FILE,
  WorkloadLock,
  WorkloadPlan,
  branchOf,
  retiredPath,
  retiredStampOf,
} from '@plumbline/plugin-stamp-common';
import { describeChange } from './describeChange';
import { WORKLOAD_PARTS } from './parts';
import type { StaticCode } from './readStaticCode';
import { fileHashes, renderStamp, sortedFiles } from './renderStamp';
import { isShared } from './sharedFiles';
import { toJson } from './toJson';

/** What rendering needs beside the plan. */
export interface RenderOptions {
  code: StaticCode;
  /** Lock of the stamp as it stands: files that it has and the new version has not are deleted. */
  standing?: StampLock;
}

/**
 * What a plan does to the files of the estate. Pure: the same plan, code and
 * standing lock give the same change, byte by byte.
 */
export function renderChange(
  plan: EstatePlan,
  options: RenderOptions,
): EstateChange {
  const files = sortedFiles(filesOf(plan, options.code));
  return {
    plan,
    branch: branchOf(plan),
    ...describeChange(plan, options.standing),
    files,
    deletions: deletionsOf(plan, files, options),
  };
}

function filesOf(plan: EstatePlan, code: StaticCode): EstateFile[] {
  switch (plan.kind) {
    case 'remove':
      return [
        {
          path: retiredPath(plan.stamp),
          content: toJson(retiredStampOf(plan.stamp)),
        },
      ];
    case 'new-workload':
      return [
        ...renderWorkload(plan.workload, code),
        ...renderStamp(plan.stamp, code),
      ];
    default:
      return renderStamp(plan.stamp, code);
  }
}

/** Every file of a workload beside its stamps, its lock included. */
function renderWorkload(plan: WorkloadPlan, code: StaticCode): EstateFile[] {
  const files = WORKLOAD_PARTS.flatMap(part => part(plan, code));
  const lock: WorkloadLock = {
    apiVersion: 'plumbline.io/v1',
    kind: 'WorkloadLock',
    templateVersion: TEMPLATE_VERSION,
    plan,
    files: fileHashes(files),
  };
  return [
    ...files,
    { path: `${plan.folder}/${WORKLOAD_LOCK_FILE}`, content: toJson(lock) },
  ];
}

/** Where no lock stands, removing names what the plan renders to: deleting a file that is not there does nothing. */
function deletionsOf(
  plan: EstatePlan,
  files: readonly EstateFile[],
  { standing, code }: RenderOptions,
): string[] {
  const lockPath = `${plan.stamp.folder}/${LOCK_FILE}`;
  const kept = new Set(files.map(({ path }) => path));
  let before: string[] = [];
  if (standing) before = [...Object.keys(standing.files), lockPath];
  else if (plan.kind === 'remove') {
    before = renderStamp(plan.stamp, code).map(({ path }) => path);
  }
  return before.filter(path => !kept.has(path) && !isShared(path)).sort();
}
