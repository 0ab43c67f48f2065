import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';

const { integer, list, object, text, time } = openApi;

// Pieces of the OpenAPI document that several routes of this family share.

export const percent = { type: 'integer', minimum: 0, maximum: 100 };

/** What was told of a stamp last. */
export const status = object({
  stampRef: text,
  lifecycle: { type: 'string', enum: STAMP_LIFECYCLES },
  'trafficWeight?': percent,
  'image?': text,
  'unit?': { type: 'string', enum: ['blue', 'green'] },
  'outcome?': { type: 'string', enum: ['succeeded', 'failed'] },
  'runUrl?': text,
  observedAt: time,
  reportedBy: text,
  receivedAt: time,
});

/** A pull request of the estate. */
export const pullRequestLink = object({ label: text, url: text, branch: text });

/** Whether a stamp's files are what its lock says. */
export const drift = object({
  state: { type: 'string', enum: ['in-step', 'changed', 'unknown'] },
  files: list(
    object({
      path: text,
      problem: { type: 'string', enum: ['changed', 'missing', 'unexpected'] },
    }),
  ),
  'templateVersion?': text,
  newestTemplateVersion: text,
  'checkedAt?': time,
  'error?': object({ message: text, since: time }),
});

const row = {
  stampRef: text,
  name: text,
  title: text,
  workloadRef: text,
  environment: text,
  region: text,
  instance: integer,
  lifecycle: { type: 'string', enum: STAMP_LIFECYCLES },
  trafficWeight: percent,
  'maxUsers?': integer,
  'status?': status,
  'drift?': drift,
  'infrastructure?': text,
  'pipeline?': text,
  'image?': text,
  'expectedUsers?': integer,
  pullRequests: list(pullRequestLink),
};

/** A stamp of a workload. */
export const stampRow = object(row);

/** A stamp in the list of all. */
export const stampListItem = object({
  ...row,
  workloadTitle: text,
  'ownerRef?': text,
});
