import { createHash } from 'node:crypto';
import {
  LOCK_FILE,
  StampLock,
  StampPlan,
  TEMPLATE_VERSION,
  TERRAFORM_DATA_FILE,
} from '@plumbline/plugin-stamp-common';
import { stringify } from 'yaml';
import { stampEntities } from './stampEntities';
import { terraformVariables } from './terraformVariables';

/** A text file with its path below the stamp's folder. */
export interface StampFile {
  path: string;
  content: string;
}

/**
 * Every file of a stamp, by path. Pure: the same plan gives the same bytes.
 *
 * The Terraform code is the same for every stamp and is passed in; what differs
 * goes into one JSON file. Catalog entities go through a YAML serializer.
 * Nothing of a plan is ever pasted into code.
 *
 * @param terraform - the static `.tf` files, by file name.
 */
export function renderStamp(
  plan: StampPlan,
  terraform: readonly StampFile[],
): StampFile[] {
  const files: StampFile[] = [
    { path: 'catalog-info.yaml', content: renderEntities(plan) },
    ...terraform.map(({ path, content }) => ({
      path: `terraform/${path}`,
      content,
    })),
    {
      path: `terraform/${TERRAFORM_DATA_FILE}`,
      content: toJson(terraformVariables(plan)),
    },
  ];
  const lock: StampLock = {
    apiVersion: 'plumbline.io/v1',
    kind: 'StampLock',
    templateVersion: TEMPLATE_VERSION,
    plan,
    files: Object.fromEntries(
      files.map(({ path, content }) => [path, fileHash(content)]),
    ),
  };
  return [...files, { path: LOCK_FILE, content: toJson(lock) }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** SHA-256 of a file's content, in hexadecimal, as a lock file holds it. */
export function fileHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function renderEntities(plan: StampPlan): string {
  return stampEntities(plan)
    .map(entity => `---\n${stringify(entity)}`)
    .join('');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

/** The same value with the keys of every object in order, so that equal plans give equal bytes. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
