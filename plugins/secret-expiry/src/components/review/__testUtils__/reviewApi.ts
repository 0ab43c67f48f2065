import {
  CallerPermissions,
  FeedsQuery,
  SourceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import {
  counts,
  credential,
  detail,
  inDays,
  page,
  place,
} from '../../../__fixtures__/credentials';
import { SecretExpiryApi } from '../../../api/SecretExpiryApi';

/** Somebody of the platform team. */
export const TEAM: CallerPermissions = {
  readAll: true,
  acknowledge: { allowed: true },
  manage: { allowed: true },
};

/** Two that expire soon, one of them in three places, and one that somebody knows of. */
export const ITEMS = [
  credential('api-tls', -359, 6, {
    placeCount: 3,
    stampRef: 'component:default/weu-001',
    runbookUrl: 'https://docs.example.com/rotate',
    findings: [
      { code: 'no-rotation', reason: 'Nobody but a person renews it.' },
    ],
  }),
  credential('db-password', -350, 15, { kind: 'secret' }),
  credential('graph-app', -10, 300, {
    kind: 'client-secret',
    entityRef: 'resource:default/fraud-app',
    acknowledgement: {
      id: 'a1',
      kind: 'acknowledged',
      by: 'user:default/jo',
      at: inDays(-1),
      reason: 'In the next sprint',
      until: inDays(100),
    },
  }),
];

/** Counts of 42 credentials. */
export const COUNTS = {
  ...counts(ITEMS),
  states: { ...counts(ITEMS).states, unknown: 2 },
  total: 42,
  needsSomeone: 3,
  acknowledged: 1,
  within: [
    { days: 7, count: 1 },
    { days: 30, count: 4 },
  ],
};

/** Vaults: one could not be looked at. */
export const VAULTS: SourceStatus = {
  sourceId: 'key-vault',
  title: 'Key Vault',
  lastLooked: inDays(-1),
  lastSuccess: inDays(-1),
  places: { looked: 7, partly: 0, 'could-not-look': 1 },
  credentials: 12_345,
};

/** A source that could not be listed. */
export const GRAPH: SourceStatus = {
  sourceId: 'microsoft-graph',
  title: 'Microsoft Graph',
  lastLooked: inDays(-1),
  lastSuccess: inDays(-4),
  reason: 'Microsoft Graph refused it (403)',
  places: { looked: 0, partly: 0, 'could-not-look': 0 },
  credentials: 0,
};

/** A place that nobody could look at. */
export const SILENT = place({
  sourceId: 'key-vault',
  place: 'https://kv-silent.vault.azure.net',
  title: 'kv-silent',
  outcome: 'could-not-look',
  reason: 'The vault’s firewall refused it',
  lastSuccess: inDays(-4),
});

/** A back end with three credentials on the first of several pages. */
export function reviewApi() {
  return {
    getPermissions: jest.fn(async () => TEAM),
    getCredentials: jest.fn(async () => ({ ...page(ITEMS), total: 42 })),
    getCounts: jest.fn(async () => COUNTS),
    getFilters: jest.fn(async () => ({
      owners: ['group:default/deal-fraud', 'group:default/other'],
      entityRefs: ['resource:default/deal-fraud-weu-kv'],
      stamps: ['component:default/weu-001'],
    })),
    getCalendar: jest.fn(async () => ({ days: [] })),
    downloadCredentials: jest.fn(async () => new Blob(['name'])),
    getCredential: jest.fn(async () => detail(ITEMS[0])),
    getWorkload: jest.fn(async () => {
      throw new Error('Not asked for here');
    }),
    acknowledge: jest.fn(async () => ({ items: [] })),
    takeBack: jest.fn(async () => {}),
    getPlaces: jest.fn(async () => ({
      items: [SILENT, place({ sourceId: 'key-vault', title: 'kv-shop' })],
      total: 42,
    })),
    getSources: jest.fn(async () => ({ items: [VAULTS, GRAPH] })),
    scan: jest.fn(async () => {}),
    getFeeds: jest.fn(async (_?: FeedsQuery) => ({ items: [], total: 0 })),
    createFeed: jest.fn(async input => ({
      id: 'f1',
      ownerRef: 'user:default/jo',
      createdAt: inDays(0),
      until: inDays(30),
      url: 'https://portal.example.com/api/secret-expiry/feeds/token.ics',
      ...input,
    })),
    revokeFeed: jest.fn(async () => {}),
  } satisfies SecretExpiryApi;
}
