import { CRITERION_STATES } from '@plumbline/plugin-maturity-common';
import { openApi } from '@plumbline/plugin-workload-node';

// Pieces of the OpenAPI document that several routes share.

export const {
  answer,
  body,
  entityRef,
  exactly,
  flag,
  inPath,
  inQuery,
  inQueryMany,
  integer,
  jsonContent: json,
  list,
  may,
  number,
  object,
  paging,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

export const criterionState = { type: 'string', enum: CRITERION_STATES };
