import { AlertReading, SloStatus } from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { statusOf } from '../__fixtures__/status';
import { AgreementStore } from '../store/AgreementStore';
import { AlertStore } from '../store/AlertStore';
import { StatusStore } from '../store/StatusStore';
import { WorkloadStore } from '../store/WorkloadStore';

const firing = (severity: AlertReading['severity']) =>
  ({ severity, state: 'firing' } as AlertReading);

/** Of two workloads that the catalog has and one that it has lost. */
export const LISTED_STATUSES: SloStatus[] = [
  statusOf('shop-uptime', {
    displayName: 'Uptime',
    state: 'exhausted',
    remainingBudget: -0.5,
    compliance: 0.9,
    alertReadings: [firing('high'), firing('critical')],
    slaFinding: {
      severity: 'error',
      sloTarget: 0.9,
      slaTarget: 0.99,
      explanation: 'The SLO is looser.',
    },
  }),
  statusOf('shop-speed', {
    displayName: 'speed at 100%_load',
    state: 'fast-burn',
    remainingBudget: 0.7,
    secondsToExhaustion: 7_200,
    method: 'Timeslices',
    alertReadings: [firing('medium'), { ...firing('high'), state: 'pending' }],
  }),
  statusOf('bank-uptime', {
    displayName: 'Älter',
    workloadRef: 'system:default/bank',
    service: 'bank',
    remainingBudget: 0.2,
    burnRates: [{ seconds: 3_600, rate: 3 }],
  }),
  statusOf('bank-quiet', {
    workloadRef: 'system:default/bank',
    service: 'bank',
    state: 'no-data',
    remainingBudget: null,
    compliance: null,
    burnRates: [],
    asOf: null,
    coverage: 0,
  }),
  statusOf('lost-uptime', {
    workloadRef: 'system:default/lost',
    service: 'lost',
  }),
];

/** Shares of the budget that days spent, by id. */
const LISTED_SPENT: Record<string, [day: string, spent: number][]> = {
  'bank-uptime': [
    ['2026-11-18', 0.3],
    ['2026-11-20', 0.06],
    ['2026-11-21', 0.06],
  ],
  'shop-speed': [['2026-11-21', 0.01]],
};

/** Stores {@link LISTED_STATUSES}, what the catalog says of their workloads, and what one of them promises too much. */
export async function saveListedSlos(database: Knex) {
  await new StatusStore(database).save(
    LISTED_STATUSES.map(status => ({
      status,
      basis: { state: status.state, definitionHash: 'x' },
      days: (LISTED_SPENT[status.id] ?? []).map(([day, spent]) => ({
        day,
        spent,
        remainingBudget: 0.5,
        compliance: 0.99,
        coverage: 1,
      })),
    })),
  );
  const workload = { stamps: {}, stampsVersion: 0, tier: 'standard' };
  await new WorkloadStore(database).save([
    {
      ...workload,
      workloadRef: 'system:default/shop',
      title: 'The Shop',
      ownerRef: 'group:default/shop',
      domainRef: 'domain:default/retail',
      lifecycle: 'production',
    },
    {
      ...workload,
      workloadRef: 'system:default/bank',
      title: 'Bank',
      ownerRef: 'group:default/bank',
      lifecycle: 'experimental',
    },
    {
      ...workload,
      workloadRef: 'system:default/none',
      title: 'No SLO',
      ownerRef: 'group:default/x',
    },
  ]);
  await new AgreementStore(database).save([
    {
      agreement: {
        workloadRef: 'system:default/bank',
        path: null,
        allowed: 0.98,
        arithmetic: [],
        unknown: [],
        excluded: [],
        findings: [
          {
            severity: 'warning',
            objectiveId: 'bank-uptime',
            slaTarget: 0.99,
            allowed: 0.98,
            explanation: 'Too much.',
          },
        ],
        asOf: '2026-11-21T12:00:00.000Z',
      },
      contentHash: 'x',
    },
  ]);
  await new AlertStore(database).save(
    (
      [
        ['2026-11-19T10:00:00.000Z', 'inactive', 'pending'],
        ['2026-11-19T10:05:00.000Z', 'pending', 'firing'],
        ['2026-11-20T00:00:00.000Z', 'firing', 'inactive'],
      ] as const
    ).map(([at, from, to], revision) => ({
      objectiveId: 'shop-speed',
      workloadRef: 'system:default/shop',
      ruleId: `burn-${revision}`,
      severity: 'high',
      standing: { state: to, since: at },
      transition: {
        ruleId: `burn-${revision}`,
        name: 'Burns',
        severity: 'high',
        at,
        from,
        to,
        value: 20,
        reason: 'It burns.',
      },
    })),
  );
}
