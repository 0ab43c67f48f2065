import { Acknowledgement } from '../acknowledgement';
import { Credential, CredentialKind } from '../credential';
import { CredentialFinding, FindingCode, VaultFinding } from '../findings';
import { CredentialState } from '../judgement';
import { May } from './may';
import { FailingSource, PlaceStatus, Coverage } from './places';

/** Orders of {@link CredentialsQuery}; a leading dash is descending. Credentials without the field come last. */
export const CREDENTIAL_ORDERS = [
  'urgency',
  '-urgency',
  'expires',
  '-expires',
  'actBy',
  '-actBy',
  'name',
  '-name',
  'kind',
  '-kind',
  'workload',
  '-workload',
  'owner',
  '-owner',
  'where',
  '-where',
  'stage',
  '-stage',
] as const;

/** One of {@link CREDENTIAL_ORDERS}. */
export type CredentialOrder = (typeof CREDENTIAL_ORDERS)[number];

/** Most credentials in one answer. */
export const MAX_CREDENTIALS = 200;

/**
 * What of all credentials is meant. Lists are repeated parameters; of one list
 * any value will do, and all parameters together must hold.
 */
export interface CredentialsFilter {
  /** Full refs. */
  workloadRef?: string[];
  /** Words of name, workload, owner or place, each of which must be found. */
  text?: string;
  /** Full refs of who renews: the credential's owner, else the workload's. */
  owner?: string[];
  /** Full refs of the vault, application or resource that holds it. */
  entityRef?: string[];
  /** Full refs; `none` for what serves no one stamp. */
  stamp?: string[];
  kind?: CredentialKind[];
  state?: CredentialState[];
  /** Stages 0 to 6. */
  stage?: number[];
  finding?: FindingCode[];
  sourceId?: string[];
  /** Only those that need someone now, see {@link CredentialListItem.needsSomeone}; or only the others. */
  needsSomeone?: boolean;
  /** Only those that somebody acknowledged or snoozed; or only the others. */
  acknowledged?: boolean;
  /** ISO 8601; only those with an expiry date from it on. */
  expiresFrom?: string;
  /** ISO 8601; only those with an expiry date before it, past ones included unless `expiresFrom` says otherwise. */
  expiresBefore?: string;
}

/** Query of `GET /credentials`. */
export interface CredentialsQuery extends CredentialsFilter {
  /** 1 to {@link MAX_CREDENTIALS}; 50 when absent. */
  limit?: number;
  offset?: number;
  /** `urgency` when absent: who needs someone first, by when. */
  orderBy?: CredentialOrder;
}

/** A credential in one of its places, with what the last evaluation said of it. */
export interface StoredCredential extends Credential {
  /** Stable over rotations. */
  id: string;
  sourceId: string;
  /** Place that listed it, see {@link PlaceStatus}. */
  place: string;
  state: CredentialState;
  /** 0 (none) to 6. */
  stage: number;
  /** ISO 8601, since when state and stage are so. */
  since: string;
  findings: CredentialFinding[];
  /** ISO 8601, when a source first listed it. */
  firstSeen: string;
  /** ISO 8601, when its place last listed it. */
  lastSeen: string;
}

/** One row of the list: one credential, however many places have it. */
export interface CredentialListItem extends StoredCredential {
  workloadTitle: string;
  /** Who renews it: the credential's own owner, else the workload's. */
  responsibleRef?: string;
  /** How many places that the caller may read have it, this one included; 1 for most. */
  placeCount: number;
  /** Whether somebody has something to do now: a warning that nobody has acknowledged. */
  needsSomeone: boolean;
  /** ISO 8601, by when somebody must act; absent when nobody must. */
  actBy?: string;
  /** The one that stands, if any. */
  acknowledgement?: Acknowledgement;
}

/** Answer of `GET /credentials`. */
export interface CredentialsPage {
  items: CredentialListItem[];
  /** How many fit the query in all. */
  total: number;
}

/** Answer of `GET /credentials/counts`: of what fits the filter. */
export interface CredentialCounts {
  total: number;
  needsSomeone: number;
  acknowledged: number;
  /** By state. */
  states: Record<CredentialState, number>;
  findings: Record<FindingCode, number>;
  /** With an expiry date in the next so many days, past ones left out; whoever renews it. */
  within: { days: number; count: number }[];
}

/** What happened to a credential. */
export interface CredentialEvent {
  /** ISO 8601. */
  at: string;
  change:
    | 'found'
    | 'rotated'
    | 'redated'
    | 'judged'
    | 'removed'
    | 'returned'
    | 'acknowledged'
    | 'snoozed'
    | 'taken-back'
    | 'told';
  /** One sentence. */
  text: string;
  /** Full ref of who did it, where it was a person. */
  by?: string;
}

/** Answer of `GET /credentials/:id`. */
export interface CredentialDetail {
  credential: CredentialListItem;
  /** All its places, this one first. */
  places: StoredCredential[];
  /** Newest first; at most 100. */
  events: CredentialEvent[];
  /** Newest first, those that are over too. */
  acknowledgements: Acknowledgement[];
  /** How state and stage come about, a line each, with dates and numbers. */
  explanation: string[];
  /** Whether the caller may acknowledge it, and the latest time that may be until. */
  may: { acknowledge: May; manage: May };
  /** ISO 8601, where an acknowledgement ends at the latest; absent when there is nothing to acknowledge. */
  acknowledgeUntil?: string;
}

/** Most credentials acknowledged at once. */
export const MAX_ACKNOWLEDGED = 100;

/** Body of `POST /acknowledgements`. */
export interface NewAcknowledgement {
  /** 1 to {@link MAX_ACKNOWLEDGED}. */
  credentialIds: string[];
  kind: Acknowledgement['kind'];
  /** 1 to 500 characters. */
  reason: string;
  /** ISO 8601, of `snoozed`; cut to where the last stage begins. */
  until?: string;
}

/** One day of `GET /credentials/calendar`. */
export interface CalendarDay {
  /** UTC day, `2026-11-21`. */
  day: string;
  /** How many expire on it. */
  count: number;
  /** How many of them nobody renews but a person. */
  manual: number;
  /** The first few by urgency. */
  items: Pick<
    CredentialListItem,
    'id' | 'name' | 'kind' | 'workloadRef' | 'state' | 'stage' | 'rotation'
  >[];
}

/** Answer of `GET /credentials/calendar`, for at most 400 days. */
export interface CredentialCalendar {
  /** Days with something on them only, in order. */
  days: CalendarDay[];
}

/** Answer of `GET /workloads/:namespace/:name/overview`. */
export interface WorkloadExpiry {
  coverage: Coverage;
  /** The places that cover the workload, and those that could not be looked at and so might. */
  places: PlaceStatus[];
  failingSources: FailingSource[];
  vaultFindings: VaultFinding[];
  may: { acknowledge: May; manage: May };
}

/** For how many days after its owner was last seen a feed gives data. */
export const FEED_DAYS = 30;

/** Most feeds in one answer. */
export const MAX_FEEDS = 100;

/**
 * Why a feed gives no data: the catalog has its owner no more; its owner was
 * refused when they last came; they did not come for {@link FEED_DAYS}.
 */
export const FEED_STOPS = [
  'owner-gone',
  'owner-may-not',
  'owner-away',
] as const;

/** One of {@link FEED_STOPS}. */
export type FeedStop = (typeof FEED_STOPS)[number];

/** Query of `GET /feeds`. */
export interface FeedsQuery {
  /** Everyone's, for whoever may manage; the caller's own when absent. */
  everyone?: boolean;
  /** 1 to {@link MAX_FEEDS}; 50 when absent. */
  limit?: number;
  offset?: number;
}

/** A calendar feed, without its address. */
export interface Feed {
  id: string;
  name: string;
  filter: CredentialsFilter;
  /** Full ref of who made it: it shows nothing that they may not read. */
  ownerRef: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601, when a calendar last asked for it. */
  lastReadAt?: string;
  /** ISO 8601, until when it gives data; moves on whenever its owner comes. */
  until: string;
  /** Why it gives no data; absent while it does. */
  stopped?: FeedStop;
}

/** Answer of `POST /feeds`: the only time that the address with its token is told. */
export interface NewFeed extends Feed {
  /** Of the portal's back end, to subscribe to. */
  url: string;
}
