import {
  FINDING_CODES,
  FindingCode,
  PreviousVersion,
  versionOf,
} from '@plumbline/plugin-secret-expiry-common';
import { WebhookRules, anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { CredentialRow } from '../store/rows';
import { Warning } from './Warning';
import { WARNING_FIELDS, WarningRow, toWarning } from './readNeeding';
import { isOver } from './toldRows';

/** Lines of each part of a digest. */
export const MOST_LINES = 12;

const MOST_STILL = 5;

/** A warning that is new to somebody. */
export interface NewWarning extends Warning {
  /** ISO 8601, when who renews it was first told; absent when they hear of it now. */
  responsibleToldAt?: string;
}

/** A warning that is over. */
export interface EndedWarning
  extends Pick<
    Warning,
    | 'credentialId'
    | 'kind'
    | 'name'
    | 'entityRef'
    | 'workloadRef'
    | 'workloadTitle'
    | 'expires'
  > {
  /** What was done about it: renewed, dated anew, made inactive, gone from its place; or nothing that is known. */
  how: 'renewed' | 'redated' | 'inactive' | 'gone' | 'unknown';
  /** Of a renewed one: the version that was warned of. */
  previous?: PreviousVersion;
}

/** Some of many. */
export interface Excerpt<T> {
  /** How many there are. */
  count: number;
  /** The most urgent of them. */
  first: T[];
}

/** Credentials with a finding. */
export interface FindingCount {
  code: FindingCode;
  count: number;
  /** Name of one of them. */
  example: string;
}

/** What is new to an audience, or over. */
export interface DigestNews {
  fresh: Excerpt<NewWarning>;
  ended: Excerpt<EndedWarning>;
  /** Full refs of the workloads of all that, and of those who renew. */
  workloadRefs: string[];
  responsibleRefs: string[];
  /** Ids of the decisions that this tells of. */
  newIds: number[];
  overIds: number[];
}

interface FreshRow {
  id: number;
  identity: string;
  workload_ref: string;
  responsible_ref: string | null;
}

type EndedRow = { told_id: number; told_version: string } & Pick<
  CredentialRow,
  | 'id'
  | 'kind'
  | 'name'
  | 'entity_ref'
  | 'workload_ref'
  | 'workload_title'
  | 'responsible_ref'
  | 'version'
  | 'expires'
  | 'previous'
  | 'status'
  | 'removed_at'
>;

/** Reads what digests are made of. */
export class DigestReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What an audience waits to hear. */
  async news(audience: string): Promise<DigestNews> {
    const fresh: FreshRow[] = await this.#about(audience)
      .whereNull('told.told_at')
      .select(
        'told.id',
        'told.identity',
        'credentials.workload_ref',
        'credentials.responsible_ref',
      )
      .modify(mostUrgentFirst);
    const ended: EndedRow[] = await this.#database('told')
      .join('credentials', 'credentials.id', 'told.credential_id')
      .select(
        { told_id: 'told.id', told_version: 'told.version' },
        'credentials.id',
        'credentials.kind',
        'credentials.name',
        'credentials.entity_ref',
        'credentials.workload_ref',
        'credentials.workload_title',
        'credentials.responsible_ref',
        'credentials.version',
        'credentials.expires',
        'credentials.previous',
        'credentials.status',
        'credentials.removed_at',
      )
      .where({ audience })
      .modify(isOver, this.#database)
      .orderBy('told.id');
    // Several steps may have been told of one, and of the versions before.
    const endedOnce = new Map(ended.map(row => [row.id, row]));
    const identities = [...new Set(fresh.map(({ identity }) => identity))];
    const rows = [...fresh, ...ended];
    return {
      fresh: {
        count: identities.length,
        first: await this.#fresh(identities.slice(0, MOST_LINES)),
      },
      ended: {
        count: endedOnce.size,
        first: [...endedOnce.values()].slice(0, MOST_LINES).map(toEnded),
      },
      workloadRefs: [...new Set(rows.map(row => row.workload_ref))],
      responsibleRefs: [
        ...new Set(rows.flatMap(row => row.responsible_ref ?? [])),
      ],
      newIds: fresh.map(({ id }) => id),
      overIds: ended.map(row => row.told_id),
    };
  }

  /**
   * What an audience knows of that still needs someone.
   *
   * @param before - ISO 8601; only what they were told before it.
   */
  async standing(audience: string, before?: string): Promise<Excerpt<Warning>> {
    const standing = this.#about(audience)
      .whereNotNull('told.told_at')
      .whereNotExists(
        this.#database({ other: 'told' })
          .select(this.#database.raw('1'))
          .where('other.audience', audience)
          .where('other.identity', this.#database.ref('told.identity'))
          .whereNull('other.over_at')
          .whereNull('other.told_at'),
      );
    if (before !== undefined) standing.where('told.told_at', '<', before);
    const row = await standing
      .clone()
      .countDistinct({ count: 'told.identity' })
      .first();
    const rows: WarningRow[] = await standing
      .distinct(...WARNING_FIELDS)
      .orderBy('credentials.stage', 'desc')
      .orderByRaw('?? asc nulls last', ['credentials.expires'])
      .orderBy('credentials.identity')
      .limit(before === undefined ? MOST_STILL : MOST_LINES);
    return { count: Number(row?.count ?? 0), first: rows.map(toWarning) };
  }

  /**
   * Findings of credentials that were there before a time (ISO 8601), by the
   * full ref of who renews them.
   *
   * @param ownerlessRef - for those of nobody; they are left out without it.
   */
  async findingsByResponsible(
    before: string,
    ownerlessRef?: string,
  ): Promise<Map<string, FindingCount[]>> {
    const groups: FindingGroup[] = await this.#database('credentials')
      .select('responsible_ref')
      .groupBy('responsible_ref')
      .modify(findingGroups, before);
    const byRef = new Map<string, FindingGroup[]>();
    for (const group of groups) {
      const ref = group.responsible_ref ?? ownerlessRef;
      if (ref) byRef.set(ref, [...(byRef.get(ref) ?? []), group]);
    }
    return new Map([...byRef].map(([ref, of]) => [ref, countsOf(of)]));
  }

  /** Findings of credentials that were there before a time (ISO 8601), of which a webhook is told. */
  async findingsFor(
    { workloads, owners }: WebhookRules,
    before: string,
  ): Promise<FindingCount[]> {
    const groups: FindingGroup[] = await this.#database('credentials').modify(
      query => {
        findingGroups(query, before);
        if (workloads) query.whereIn('workload_ref', workloads);
        if (owners) query.whereIn('responsible_ref', owners);
      },
    );
    return countsOf(groups);
  }

  /** What an audience heard or is to hear of, that needs someone. */
  #about(audience: string): Knex.QueryBuilder {
    return this.#database('told')
      .join('credentials', {
        'credentials.identity': 'told.identity',
        'credentials.version': 'told.version',
      })
      .where({
        'told.audience': audience,
        'credentials.leads': 1,
        'credentials.needs_someone': 1,
      })
      .whereNull('told.over_at');
  }

  async #fresh(identities: string[]): Promise<NewWarning[]> {
    const rows: WarningRow[] = await this.#database('credentials')
      .select(...WARNING_FIELDS)
      .where('leads', 1)
      .where(anyOf(this.#database, 'identity', identities));
    const firsts: { identity: string; audience: string; at: string }[] =
      await this.#database('told')
        .select('identity', 'audience')
        .min({ at: 'told_at' })
        .where(anyOf(this.#database, 'identity', identities))
        .whereNull('over_at')
        .groupBy('identity', 'audience');
    const place = new Map(identities.map((identity, i) => [identity, i]));
    return rows
      .map(row => ({
        ...toWarning(row),
        responsibleToldAt:
          firsts.find(
            ({ identity, audience }) =>
              identity === row.identity && audience === row.responsible_ref,
          )?.at ?? undefined,
      }))
      .sort((a, b) => place.get(a.identity)! - place.get(b.identity)!);
  }
}

function mostUrgentFirst(query: Knex.QueryBuilder) {
  query
    .orderBy('told.step', 'desc')
    .orderByRaw('?? asc nulls last', ['credentials.expires'])
    .orderBy('told.id');
}

/** Credentials with the same findings, as one row. */
interface FindingGroup {
  responsible_ref?: string | null;
  finding_codes: string;
  count: number | string;
  example: string;
}

function findingGroups(query: Knex.QueryBuilder, before: string) {
  query
    .select('finding_codes')
    .count({ count: '*' })
    .min({ example: 'name' })
    .where('leads', 1)
    .whereNot('finding_codes', ',')
    .where('first_seen', '<', before)
    .groupBy('finding_codes');
}

function countsOf(groups: FindingGroup[]): FindingCount[] {
  return FINDING_CODES.flatMap(code => {
    // That the old version is still in use is a warning.
    if (code === 'superseded') return [];
    const having = groups.filter(({ finding_codes }) =>
      finding_codes.includes(`,${code},`),
    );
    if (having.length === 0) return [];
    const count = having.reduce((sum, group) => sum + Number(group.count), 0);
    return [{ code, count, example: having[0].example }];
  });
}

function toEnded(row: EndedRow): EndedWarning {
  const versions = JSON.parse(row.previous) as PreviousVersion[];
  const previous =
    versions.find(version => versionOf(version) === row.told_version) ??
    // Of a version that only its source knew by its thumbprint.
    (row.told_version.includes('/') ? undefined : versions[0]);
  return {
    credentialId: row.id,
    kind: row.kind,
    name: row.name,
    entityRef: row.entity_ref ?? undefined,
    workloadRef: row.workload_ref,
    workloadTitle: row.workload_title || row.workload_ref,
    expires: row.expires ?? undefined,
    how: howEnded(row, previous),
    previous,
  };
}

function howEnded(
  row: EndedRow,
  previous: PreviousVersion | undefined,
): EndedWarning['how'] {
  if (row.removed_at !== null) return 'gone';
  if (row.status !== 'active') return 'inactive';
  if (row.version === row.told_version) return 'unknown';
  return previous ? 'renewed' : 'redated';
}
