import { LOCK_FILE, StampPlan } from '@plumbline/plugin-stamp-common';
import {
  StaticCode,
  renderStamp as renderEstateFiles,
} from '@plumbline/plugin-stamp-node';

export { fileHash } from '@plumbline/plugin-stamp-node';

/** A text file with its path below the stamp's folder. */
export interface StampFile {
  path: string;
  content: string;
}

/** Files of a stamp that are in its own folder, by path below it. */
export function renderStamp(plan: StampPlan, code: StaticCode): StampFile[] {
  const folder = `${plan.folder}/`;
  return renderEstateFiles(plan, code)
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path, content }) => ({ path: path.slice(folder.length), content }))
    .sort((a, b) => Number(a.path === LOCK_FILE) - Number(b.path === LOCK_FILE));
}
