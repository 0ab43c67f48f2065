import {
  FINDING_CODES,
  FindingCode,
  PreviousVersion,
  versionOf,
} from '@plumbline/plugin-secret-expiry-common';
import { WebhookRules, anyOf, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { CredentialRow } from '../store/rows';
import { Warning } from './Warning';
import { WARNING_FIELDS, WarningRow, toWarning } from './readNeeding';
import { Lead, OpenRow, goesOn, isNeeding, readLeads } from './toldRows';

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

/** Everything that an audience knows of, or is to hear. */
export interface Digest {
  news: DigestNews;
  /** What they know of that still needs someone. */
  standing: Excerpt<Warning>;
  /** Of that, what they were told before a time. */
  reminders: Excerpt<Warning>;
}

type EndedRow = Pick<
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

  /**
   * Reads all of an audience.
   *
   * @param before - ISO 8601, of the reminders; there are none without it.
   */
  async read(audience: string, before = ''): Promise<Digest> {
    const told: OpenRow[] = await this.#database('told')
      .select(
        'id',
        'identity',
        'version',
        'step',
        'audience',
        'credential_id',
        'told_at',
      )
      .where({ audience })
      .whereNull('over_at')
      .orderBy('id');
    const leads = await readLeads(
      this.#database,
      told.map(({ identity }) => identity),
    );
    const needing = told
      .filter(row => isNeeding(row, leads.get(row.identity)))
      .sort(byUrgency(leads));
    const fresh = needing.filter(row => row.told_at === null);
    const isFresh = new Set(fresh.map(({ identity }) => identity));
    const known = needing.filter(
      ({ identity, told_at }) => told_at !== null && !isFresh.has(identity),
    );
    const over = told.filter(
      row => row.told_at !== null && !goesOn(row, leads.get(row.identity)),
    );
    return {
      news: {
        ...(await this.#news(fresh, over, leads)),
        newIds: fresh.map(({ id }) => id),
        overIds: over.map(({ id }) => id),
      },
      standing: await this.#excerpt(known, MOST_STILL),
      reminders: await this.#excerpt(
        known.filter(row => row.told_at! < before),
        MOST_LINES,
      ),
    };
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

  async #news(
    fresh: OpenRow[],
    over: OpenRow[],
    leads: Map<string, Lead>,
  ): Promise<Omit<DigestNews, 'newIds' | 'overIds'>> {
    const excerpt = await this.#excerpt(fresh, MOST_LINES);
    const toldAt = await this.#toldAt(excerpt.first);
    // Several steps may have been told of one, and of the versions before.
    const ended = [
      ...new Map(over.map(row => [row.credential_id, row])).values(),
    ];
    const endedRows = await this.#ended(ended);
    const about = [
      ...fresh.map(({ identity }) => leads.get(identity)!),
      ...endedRows.values(),
    ];
    return {
      fresh: {
        count: excerpt.count,
        first: excerpt.first.map(warning => ({
          ...warning,
          responsibleToldAt: toldAt(warning),
        })),
      },
      ended: {
        count: endedRows.size,
        first: ended
          .flatMap(row => {
            const now = endedRows.get(row.credential_id);
            return now ? [toEnded(row, now)] : [];
          })
          .slice(0, MOST_LINES),
      },
      workloadRefs: [...new Set(about.map(row => row.workload_ref))],
      responsibleRefs: [
        ...new Set(about.flatMap(row => row.responsible_ref ?? [])),
      ],
    };
  }

  /** The first of these, each identity once. */
  async #excerpt(rows: OpenRow[], most: number): Promise<Excerpt<Warning>> {
    const identities = [...new Set(rows.map(({ identity }) => identity))];
    const shown = identities.slice(0, most);
    const found: (WarningRow & { leads: number })[] = await this.#database(
      'credentials',
    )
      .select(...WARNING_FIELDS, 'credentials.leads')
      .where(anyOf(this.#database, 'identity', shown));
    const byIdentity = new Map(
      found.filter(row => row.leads === 1).map(row => [row.identity, row]),
    );
    const first = shown.flatMap(identity => {
      const row = byIdentity.get(identity);
      return row ? [toWarning(row)] : [];
    });
    // What was renewed or removed while this was read is left out.
    return { count: identities.length - shown.length + first.length, first };
  }

  /** When who renews a credential was first told of it (ISO 8601). */
  async #toldAt(warnings: Warning[]) {
    const rows: { identity: string; audience: string; at: string | null }[] =
      await this.#database('told')
        .select('identity', 'audience')
        .min({ at: 'told_at' })
        .where(
          anyOf(
            this.#database,
            'identity',
            warnings.map(({ identity }) => identity),
          ),
        )
        .whereNull('over_at')
        .groupBy('identity', 'audience');
    return (warning: Warning) =>
      rows.find(
        ({ identity, audience }) =>
          identity === warning.identity && audience === warning.responsibleRef,
      )?.at ?? undefined;
  }

  /** What these credentials are now, by id. */
  async #ended(rows: OpenRow[]): Promise<Map<string, EndedRow>> {
    const found = new Map<string, EndedRow>();
    for (const some of slices(rows.map(row => row.credential_id))) {
      const now: EndedRow[] = await this.#database('credentials')
        .select(
          'id',
          'kind',
          'name',
          'entity_ref',
          'workload_ref',
          'workload_title',
          'responsible_ref',
          'version',
          'expires',
          'previous',
          'status',
          'removed_at',
        )
        .where(anyOf(this.#database, 'id', some));
      for (const row of now) found.set(row.id, row);
    }
    return found;
  }
}

/** The furthest step first, then the nearest date. */
function byUrgency(leads: Map<string, Lead>) {
  const dateOf = ({ identity }: OpenRow) => leads.get(identity)?.expires ?? '~';
  return (a: OpenRow, b: OpenRow) =>
    b.step - a.step || compare(dateOf(a), dateOf(b)) || a.id - b.id;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
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

function toEnded(told: OpenRow, row: EndedRow): EndedWarning {
  const versions = JSON.parse(row.previous) as PreviousVersion[];
  const previous =
    versions.find(version => versionOf(version) === told.version) ??
    // Of a version that only its source knew by its thumbprint.
    (told.version.includes('/') ? undefined : versions[0]);
  return {
    credentialId: row.id,
    kind: row.kind,
    name: row.name,
    entityRef: row.entity_ref ?? undefined,
    workloadRef: row.workload_ref,
    workloadTitle: row.workload_title || row.workload_ref,
    expires: row.expires ?? undefined,
    how: howEnded(told, row, previous),
    previous,
  };
}

function howEnded(
  told: OpenRow,
  row: EndedRow,
  previous: PreviousVersion | undefined,
): EndedWarning['how'] {
  if (row.removed_at !== null) return 'gone';
  if (row.status !== 'active') return 'inactive';
  if (row.version === told.version) return 'unknown';
  return previous ? 'renewed' : 'redated';
}
