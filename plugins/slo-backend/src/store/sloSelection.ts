import {
  ALERT_SEVERITIES,
  AlertSeverity,
  BudgetingMethod,
  MUCH_SPENT,
  NO_OWNER,
  SloState,
} from '@plumbline/plugin-slo-common';
import { anyOf, wordPatterns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** Which objectives; each list means any of its values. */
export interface SloListFilter {
  /** Words that must all be in the objective's name, id or service, or in the workload's title or ref. */
  text?: string;
  /** Full refs. */
  workloads?: string[];
  /** Full refs, or `NO_OWNER`. */
  owners?: string[];
  /** Full refs. */
  domains?: string[];
  lifecycles?: string[];
  states?: SloState[];
  /** The worst severity that fires. */
  alerts?: AlertSeverity[];
  agreements?: ('error' | 'warning')[];
  methods?: BudgetingMethod[];
  /** UTC day: only what changed since it began, see `SloListQuery`. */
  changedSince?: string;
}

/** An SLO beside its SLA, worst of both findings: 0 an error, 1 a warning. Of {@link statuses}. */
export const AGREEMENT =
  'case when s.agreement is not null then s.agreement when o.objective_id is not null then 1 end';

/** By the numbers that stand for them. */
export const AGREEMENTS = ['error', 'warning'] as const;

/** Rows of `statuses` as `s`, with their workload as `w` and as `o` what their workload promises too much. */
export function statuses(db: Knex): Knex.QueryBuilder {
  return db('statuses as s')
    .leftJoin('workloads as w', 'w.workload_ref', 's.workload_ref')
    .leftJoin('over_promises as o', 'o.objective_id', 's.objective_id');
}

/** Those of {@link statuses} that a filter lets through. */
export function selected(db: Knex, filter: SloListFilter): Knex.QueryBuilder {
  const query = statuses(db);
  const { workloads, owners, domains, lifecycles, states } = filter;
  const { alerts, agreements, changedSince } = filter;
  if (workloads) query.where(anyOf(db, 's.workload_ref', workloads));
  if (owners) {
    query.where(any => {
      any.whereIn('w.owner_ref', owners);
      if (owners.includes(NO_OWNER)) any.orWhereNull('w.owner_ref');
    });
  }
  if (domains) query.whereIn('w.domain_ref', domains);
  if (lifecycles) query.whereIn('w.lifecycle', lifecycles);
  if (states) query.whereIn('s.state', states);
  if (filter.methods) query.whereIn('s.method', filter.methods);
  if (alerts) {
    query.whereIn(
      's.alert',
      alerts.map(severity => ALERT_SEVERITIES.indexOf(severity)),
    );
  }
  if (agreements) {
    query.whereIn(
      db.raw(`(${AGREEMENT})`) as never,
      agreements.map(severity => AGREEMENTS.indexOf(severity)),
    );
  }
  if (changedSince) {
    query.whereRaw('((?) > 0 or (?) >= ?)', [
      firedSince(db, changedSince),
      spentSince(db, changedSince),
      MUCH_SPENT,
    ]);
  }
  for (const pattern of wordPatterns(filter.text)) {
    query.whereRaw(
      `s.words || ' ' || coalesce(w.words, s.workload_ref) like ? escape '\\'`,
      [pattern],
    );
  }
  return query;
}

/** What each of {@link statuses} spent since a UTC day began, as a share of its budget. */
export function spentSince(db: Knex, day: string): Knex.QueryBuilder {
  return db('daily_budgets as d')
    .sum('d.spent')
    .whereRaw('d.objective_id = s.objective_id')
    .where('d.day', '>=', day);
}

/** Changes of alerts of each of {@link statuses} to or from firing since a UTC day began. */
export function firedSince(db: Knex, day: string): Knex.QueryBuilder {
  return (
    db('alert_transitions as a')
      .count('*')
      .whereRaw('a.objective_id = s.objective_id')
      // Times begin with their day.
      .where('a.at', '>=', day)
      .whereRaw(`'firing' in (a.from_state, a.to_state)`)
  );
}

/**
 * Columns that count rows by the number that `compared` has; {@link countsIn}
 * reads them.
 *
 * @param name - begins their names: the number itself follows.
 * @param values - what the numbers from 0 on stand for.
 */
export function countOfEach(
  db: Knex,
  name: string,
  compared: string,
  values: readonly string[],
): Knex.Raw[] {
  return values.map((_, value) =>
    db.raw(`count(case when ${compared} = ${value} then 1 end) as ??`, [
      `${name}${value}`,
    ]),
  );
}

/** Counts of one row by what they count. */
export function countsIn<Value extends string>(
  row: Record<string, unknown>,
  name: string,
  values: readonly Value[],
): Record<Value, number> {
  return Object.fromEntries(
    values.map((value, index) => [value, Number(row[`${name}${index}`])]),
  ) as Record<Value, number>;
}
