import {
  ACKNOWLEDGEMENT_KINDS,
  CREDENTIAL_KINDS,
  CREDENTIAL_ORDERS,
  CREDENTIAL_STATES,
  CREDENTIAL_STATUSES,
  FINDING_CODES,
  ROTATIONS,
} from '@plumbline/plugin-secret-expiry-common';
import { openApi } from '@plumbline/plugin-workload-node';

const {
  entityRef,
  exactly,
  flag,
  inPath,
  inQuery,
  inQueryMany,
  integer,
  list,
  object,
  text,
  time,
  timeInput,
} = openApi;

// Pieces of the OpenAPI document that several routes of this family share. No
// schema has a field for a value.

/** One of some words. */
export const oneOf = (words: readonly string[]) => ({
  type: 'string',
  enum: [...words],
});

export const kind = oneOf(CREDENTIAL_KINDS);
export const state = oneOf(CREDENTIAL_STATES);
export const stage = { type: 'integer', minimum: 0, maximum: 6 };
const findingCode = oneOf(FINDING_CODES);
const sourceId = { type: 'string', minLength: 1, maxLength: 100 };
const searched = { type: 'string', maxLength: 300 };
const stamp = { type: 'string', minLength: 3, maxLength: 300 };

/** Lower-case ids of credentials are SHA-256. */
export const credentialId = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** The credential in the path. */
export const credentialInPath = inPath('id', {
  type: 'string',
  minLength: 1,
  maxLength: 100,
});

/** All that lists are filtered by. */
export const filterInQuery = [
  inQueryMany('workloadRef', entityRef, 'Full refs of workloads'),
  inQuery(
    'text',
    searched,
    'Words that must all be in name, workload, owner, holder or place',
  ),
  inQueryMany('owner', entityRef, 'Full refs of who renews it'),
  inQueryMany('entityRef', entityRef, 'Full refs of what holds it'),
  inQueryMany('stamp', stamp, 'Full refs; `none` for what serves no one stamp'),
  inQueryMany('kind', kind),
  inQueryMany('state', state),
  inQueryMany('stage', stage),
  inQueryMany('finding', findingCode),
  inQueryMany('sourceId', sourceId),
  inQuery('needsSomeone', flag, 'Whether somebody has something to do now'),
  inQuery('acknowledged', flag, 'Whether somebody acknowledged or snoozed it'),
  inQuery('expiresFrom', timeInput, 'Only with an expiry date from it on'),
  inQuery(
    'expiresBefore',
    timeInput,
    'Only with an expiry date before it; past ones included',
  ),
];

/** The same in a body. */
export const filterInBody = exactly({
  'workloadRef?': many(entityRef),
  'text?': searched,
  'owner?': many(entityRef),
  'entityRef?': many(entityRef),
  'stamp?': many(stamp),
  'kind?': many(kind),
  'state?': many(state),
  'stage?': many(stage),
  'finding?': many(findingCode),
  'sourceId?': many(sourceId),
  'needsSomeone?': flag,
  'acknowledged?': flag,
  'expiresFrom?': timeInput,
  'expiresBefore?': timeInput,
});

/** In which order. */
export const orderInQuery = inQuery(
  'orderBy',
  oneOf(CREDENTIAL_ORDERS),
  'A leading dash is descending; `urgency`, who needs someone first, when absent. What lacks the field comes last',
);

/** Somebody's word that a warning is known. */
export const acknowledgement = object({
  id: text,
  kind: oneOf(ACKNOWLEDGEMENT_KINDS),
  by: text,
  at: time,
  reason: text,
  until: time,
  'revokedAt?': time,
  'revokedBy?': text,
  'voidedAt?': time,
});

const stored = {
  id: text,
  sourceId: text,
  place: text,
  name: text,
  kind,
  workloadRef: text,
  'entityRef?': text,
  'ownerRef?': text,
  created: time,
  'notBefore?': time,
  'expires?': time,
  rotation: oneOf(ROTATIONS),
  'rotatesBefore?': { ...text, description: 'ISO 8601 duration' },
  'runbookUrl?': text,
  'portalUrl?': text,
  previous: list(
    exactly({
      created: time,
      'expires?': time,
      replaced: time,
      'thumbprint?': text,
    }),
  ),
  'status?': oneOf(CREDENTIAL_STATUSES),
  'stampRef?': text,
  'thumbprint?': { ...text, description: 'SHA-1 of a certificate' },
  'fingerprint?': { ...text, description: 'SHA-256 of a certificate' },
  'issuer?': text,
  'chainPlace?': oneOf(['leaf', 'intermediate']),
  'renewsAt?': time,
  'replaceableBy?': text,
  state,
  stage,
  since: { ...time, description: 'Of state and stage' },
  findings: list(object({ code: findingCode, reason: text })),
  firstSeen: time,
  lastSeen: time,
};

/** A credential in one of its places; properties are closed, so that none can hold a value. */
export const storedCredential = exactly(stored);

/** One credential, however many places have it. */
export const listItem = exactly({
  ...stored,
  workloadTitle: text,
  'responsibleRef?': text,
  placeCount: integer,
  needsSomeone: flag,
  'actBy?': time,
  'acknowledgement?': acknowledgement,
});

function many(items: object) {
  return { type: 'array', items, maxItems: 100 };
}
