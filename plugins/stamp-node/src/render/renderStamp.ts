import {
  EstateFile,
  LOCK_FILE,
  StampLock,
  StampPlan,
  TEMPLATE_VERSION,
  fileHash,
} from '@plumbline/plugin-stamp-common';
import { STAMP_PARTS } from './parts';
import type { StaticCode } from './readStaticCode';
import { isShared } from './sharedFiles';
import { toJson } from './toJson';

/**
 * Every file of a stamp, its lock included, by path below the estate's root.
 * Pure: the same plan and code give the same bytes.
 *
 * Code is the same for every stamp; what differs goes through a serializer of
 * JSON or YAML. Nothing of a plan is ever pasted into code.
 */
export function renderStamp(plan: StampPlan, code: StaticCode): EstateFile[] {
  const files = STAMP_PARTS.flatMap(part => part(plan, code));
  const lock: StampLock = {
    apiVersion: 'plumbline.io/v1',
    kind: 'StampLock',
    templateVersion: TEMPLATE_VERSION,
    plan,
    files: fileHashes(files),
  };
  return sortedFiles([
    ...files,
    { path: `${plan.folder}/${LOCK_FILE}`, content: toJson(lock) },
  ]);
}

/** Hash of each file that belongs to one stamp or workload alone, by path. */
export function fileHashes(
  files: readonly EstateFile[],
): Record<string, string> {
  return Object.fromEntries(
    files
      .filter(({ path }) => !isShared(path))
      .map(({ path, content }) => [path, fileHash(content)]),
  );
}

/**
 * Files in the order of their paths.
 *
 * @throws Error when two parts give the same path: a defect of this package.
 */
export function sortedFiles(files: readonly EstateFile[]): EstateFile[] {
  const result = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = result.find(
    ({ path }, index) => path === result[index + 1]?.path,
  );
  if (twice) throw new Error(`Two parts render ${twice.path}`);
  return result;
}
