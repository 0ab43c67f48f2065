import {
  Credential,
  ExpiryPolicy,
  Judgement,
  RenewalPlan,
  Successor,
  actBy,
  credentialFindings,
  findingsChangeAt,
  judgeCredential,
  leadOf,
  needsSomeone,
  sharedPlan,
  standing,
  supersededBy,
  urgencyOf,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { relistRows } from './list/relist';
import { Surroundings, readSurroundings } from './readSurroundings';
import {
  AcknowledgementRow,
  Change,
  CredentialRow,
  credentialOf,
  toAcknowledgement,
  transition,
} from './rows';
import { stampOf } from './stampOf';
import { takeTurn } from './takeTurn';

const IDENTITIES_PER_TURN = 500;

/** What {@link deriveRows} goes by. */
export interface DeriveOptions {
  policy: ExpiryPolicy;
  now: Date;
  /** Rows that are not stored yet, by id, with what happened to them. */
  fresh?: ReadonlyMap<string, FreshRow>;
}

/** A row as a listing has it; what follows from time and other rows is still as it was. */
export interface FreshRow {
  row: CredentialRow;
  /** Told with the state that the row comes to. */
  changes: Change[];
}

/**
 * Brings everything in the rows of credentials that follows from other rows,
 * from time and from acknowledgements up to date: the plan that its places
 * share, state and stage, findings, who leads, who has to do something by when.
 * Called in the transaction that changed something of it.
 *
 * @param identities - of the credentials concerned, former ones too.
 * @returns refs of the workloads of which something changed.
 */
export async function deriveRows(
  transaction: Knex,
  identities: Iterable<string>,
  options: DeriveOptions,
): Promise<string[]> {
  await takeTurn(transaction);
  const concerned = new Set<string>();
  for (const slice of slices([...new Set(identities)], IDENTITIES_PER_TURN)) {
    const rows = await liveRows(transaction, slice, options.fresh);
    const around = await readSurroundings(
      transaction,
      slice,
      rows,
      options.fresh,
    );
    const derived = [...groupsOf(rows).values()].flatMap(group =>
      deriveGroup(group, around, options),
    );
    await store(transaction, derived, options, concerned);
    await voidAcknowledgements(transaction, slice, derived, around, options);
  }
  return [...concerned];
}

/** Live rows of some credentials, those that are not stored yet too. */
async function liveRows(
  transaction: Knex,
  identities: string[],
  fresh: ReadonlyMap<string, FreshRow> = new Map(),
): Promise<CredentialRow[]> {
  const stored = await transaction<CredentialRow>('credentials')
    .where(anyOf(transaction, 'identity', identities))
    .whereNull('removed_at');
  const meant = new Set(identities);
  return [
    // One that is not stored yet may be of another identity than before.
    ...stored.filter(row => !fresh.has(row.id)),
    ...[...fresh.values()]
      .map(({ row }) => row)
      .filter(({ identity }) => meant.has(identity)),
  ];
}

/** A row before and after. */
interface Derived {
  before: CredentialRow;
  after: CredentialRow;
}

function groupsOf(rows: CredentialRow[]): Map<string, CredentialRow[]> {
  const groups = new Map<string, CredentialRow[]>();
  for (const row of rows) {
    const group = groups.get(row.identity) ?? [];
    groups.set(row.identity, group);
    group.push(row);
  }
  return groups;
}

function deriveGroup(
  group: CredentialRow[],
  around: Surroundings,
  options: DeriveOptions,
): Derived[] {
  const placements = group.map(row => ({
    ...ownPlan(row),
    id: row.id,
    sourceId: row.source_id,
    kind: row.kind,
    status: row.status,
    thumbprint: row.thumbprint ?? undefined,
  }));
  const plan = group.length === 1 ? ownPlan(group[0]) : sharedPlan(placements);
  const lead = leadOf(placements);
  return group.map(before => ({
    before,
    after: {
      ...deriveRow(before, plan, around, options),
      leads: before.id === lead?.id ? 1 : 0,
      place_count: group.length,
    },
  }));
}

function deriveRow(
  row: CredentialRow,
  plan: RenewalPlan,
  around: Surroundings,
  { policy, now }: DeriveOptions,
): CredentialRow {
  const planned: CredentialRow = {
    ...row,
    rotation: plan.rotation,
    rotates_before: plan.rotatesBefore ?? null,
    renews_at: plan.renewsAt ?? null,
  };
  const credential = credentialOf(planned);
  const judgement = judgeCredential(
    credential,
    now,
    row.unlisted_since === null ? undefined : new Date(row.unlisted_since),
  );
  const basis = {
    policy,
    now,
    supersededBy: successorOf(row, credential, around),
  };
  const findings = credentialFindings(credential, basis);
  const acknowledgement = standing(
    (around.acknowledgements.get(row.identity) ?? []).map(termsOf),
    row.version,
    now,
  );
  const need = {
    ...judgement,
    findings,
    acknowledged: acknowledgement !== undefined,
  };
  const workload = around.workloads.get(row.workload_ref);
  const judged = row.state !== judgement.state || row.stage !== judgement.stage;
  return {
    ...planned,
    state: judgement.state,
    stage: judgement.stage,
    since: judged ? now.toISOString() : row.since,
    next_change_at: earliest(
      judgement.nextChangeAt,
      findingsChangeAt(credential, basis),
      acknowledgement?.until,
    ),
    findings: JSON.stringify(findings),
    finding_codes: `,${findings.map(({ code }) => `${code},`).join('')}`,
    workload_title: workload?.title ?? row.workload_ref.split('/').pop()!,
    responsible_ref: row.owner_ref ?? workload?.owner_ref ?? null,
    stamp_ref: row.own_stamp_ref ?? stampOf(workload, row.entity_ref) ?? null,
    needs_someone: needsSomeone(need) ? 1 : 0,
    act_by: actBy({ ...credential, ...need }) ?? null,
    urgency: urgencyOf(need),
    ack_id: acknowledgement?.id ?? null,
    ack_kind: acknowledgement?.kind ?? null,
    ack_until: acknowledgement?.until ?? null,
  };
}

/** What this place itself says of its renewal. */
function ownPlan(row: CredentialRow): RenewalPlan {
  return {
    rotation: row.own_rotation,
    rotatesBefore: row.own_rotates_before ?? undefined,
    renewsAt: row.own_renews_at ?? undefined,
  };
}

function successorOf(
  row: CredentialRow,
  credential: Credential,
  around: Surroundings,
): Successor | undefined {
  if (row.thumbprint === null) return undefined;
  return supersededBy(
    { ...credential, id: row.id },
    (around.successors.get(row.thumbprint) ?? []).map(other => ({
      ...credentialOf(other),
      id: other.id,
    })),
  );
}

function termsOf(row: AcknowledgementRow) {
  return { ...toAcknowledgement(row), version: row.version };
}

function earliest(...times: (string | undefined)[]): string | null {
  return times.filter(time => time !== undefined).sort()[0] ?? null;
}

async function store(
  transaction: Knex,
  derived: Derived[],
  { now, fresh }: DeriveOptions,
  concerned: Set<string>,
) {
  const at = now.toISOString();
  const changed = derived.filter(
    ({ before, after }) => fresh?.has(after.id) || differ(before, after),
  );
  await bulkWrite(
    transaction,
    'credentials',
    changed.map(({ after }) => after),
    { key: ['id'] },
  );
  await relistRows(
    transaction,
    changed.map(({ after }) => after),
  );
  const transitions = derived.flatMap(({ before, after }) => {
    const told = fresh?.get(after.id)?.changes ?? [];
    const judged =
      told.length === 0 && isJudgedAnew(before, after)
        ? (['judged'] as const)
        : [];
    return [...told, ...judged].map(change => transition(after, change, at));
  });
  await bulkWrite(transaction, 'transitions', transitions);
  for (const { before, after } of changed) {
    // That it is due at another time is no news to anybody.
    if (differ({ ...before, next_change_at: after.next_change_at }, after)) {
      concerned.add(after.workload_ref);
    }
  }
}

function isJudgedAnew(before: Judgement, after: Judgement): boolean {
  return before.state !== after.state || before.stage !== after.stage;
}

function differ(before: CredentialRow, after: CredentialRow): boolean {
  return (Object.keys(after) as (keyof CredentialRow)[]).some(
    column => before[column] !== after[column],
  );
}

/**
 * A rotation voids what was said of the version before it. A credential that is
 * only gone for now keeps it.
 */
async function voidAcknowledgements(
  transaction: Knex,
  identities: string[],
  derived: Derived[],
  around: Surroundings,
  { now }: DeriveOptions,
) {
  const versions = new Map(
    derived.map(({ after }) => [after.identity, after.version]),
  );
  const absent = identities.filter(
    identity =>
      !versions.has(identity) && around.acknowledgements.has(identity),
  );
  const removed: CredentialRow[] =
    absent.length === 0
      ? []
      : await transaction<CredentialRow>('credentials').where(
          anyOf(transaction, 'identity', absent),
        );
  for (const row of removed) versions.set(row.identity, row.version);
  const voided = [...around.acknowledgements.values()]
    .flat()
    .filter(({ identity, version }) => versions.get(identity) !== version)
    .map(({ id }) => id);
  for (const ids of slices(voided)) {
    await transaction<AcknowledgementRow>('acknowledgements')
      .whereIn('id', ids)
      .update({ voided_at: now.toISOString() });
  }
}
