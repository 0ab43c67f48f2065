import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AlertRule,
  AlertSeverity,
  AlertState,
  BudgetPolicy,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import {
  OutboxStore,
  OwnerNotifications,
  Postman,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { statusOf } from '../__fixtures__/status';
import { NoticeRound } from '../notices/NoticeRound';
import { NoticeStore } from '../notices/NoticeStore';
import { NOTIFICATIONS, sloDigest } from '../notices/SloMessage';
import { AlertStore } from '../store/AlertStore';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { SeriesStore } from '../store/SeriesStore';
import { StatusStore } from '../store/StatusStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { openDatabase } from '../store/openDatabase';
import { SloWebhook } from '../webhooks/SloWebhook';

const POLICIES: BudgetPolicy[] = [
  {
    name: 'default',
    title: 'Error budget policy',
    steps: [
      { below: 0.2, action: 'Roll out one stamp at a time', freeze: [] },
      {
        below: 0,
        action: 'Put reliability first',
        freeze: ['feature releases'],
      },
    ],
  },
];

/** A rule of this id, with whatever differs. */
export function ruleOf(id: string, fields: Partial<AlertRule> = {}): AlertRule {
  return {
    id,
    name: `Rule ${id}`,
    severity: 'high',
    condition: {
      kind: 'error-rate',
      longSeconds: 600,
      op: 'gt',
      threshold: 0.05,
    },
    alertAfterSeconds: 0,
    minEvents: 0,
    minFailures: 0,
    notify: { noData: false, resolved: true, breaching: true },
    targets: [],
    ...fields,
  };
}

/**
 * The workload `shop` of `group:default/shop` with the objective `uptime`, a
 * clock, and everything that tells people of it.
 */
export class NoticeHouse {
  now = new Date('2026-11-21T10:00:00.000Z');
  /** What owners got since it was last taken. */
  sent: NotificationSendOptions[] = [];
  /** Why the notifications plugin does not work; it does when absent. */
  outage: string | undefined;
  readonly logger = mockServices.logger.mock();

  private constructor(readonly database: Knex) {}

  static async build(client: Knex): Promise<NoticeHouse> {
    const house = new NoticeHouse(
      await openDatabase(
        mockServices.database.mock({ getClient: async () => client }),
      ),
    );
    await house.know('shop');
    await house.declare([ruleOf('errors')]);
    await house.evaluate(statusOf('uptime', { displayName: 'Uptime' }));
    return house;
  }

  /** The catalog has a workload. */
  async know(
    name: string,
    ownerRef: string | undefined = `group:default/${name}`,
  ) {
    await new WorkloadStore(this.database).save([
      {
        workloadRef: `system:default/${name}`,
        title: `The ${name}`,
        ownerRef,
        stamps: {},
        stampsVersion: 1,
      },
    ]);
  }

  /** The objective `uptime` has these rules. */
  async declare(alertRules: AlertRule[]) {
    const store = new ObjectiveStore(
      this.database,
      new SeriesStore(this.database),
    );
    const definition = {
      id: 'uptime',
      sloName: 'uptime',
      displayName: 'Uptime',
      service: 'shop',
      workloadRef: 'system:default/shop',
      entityRef: 'system:default/shop',
      method: 'Occurrences' as const,
      target: 0.99,
      window: {
        kind: 'rolling' as const,
        duration: '30d',
        seconds: 30 * 86_400,
      },
      sliceSeconds: 300,
      sliceTarget: 1,
      indicator: {
        kind: 'ratio' as const,
        counter: false,
        good: { type: 'samples', spec: { series: 'good' } },
        total: { type: 'samples', spec: { series: 'total' } },
      },
      alertRules,
      declaredIn: { file: 'shop.yaml', line: 1 },
    };
    await store.replace([], [definition], [], this.now);
  }

  /** A status is as given. */
  async evaluate(status: SloStatus) {
    await new StatusStore(this.database).save([
      {
        status,
        basis: { state: status.state, definitionHash: 'hash' },
        days: [],
      },
    ]);
  }

  /** The objective `uptime` has so much of its budget left. */
  async spend(remainingBudget: number, policies = POLICIES) {
    const reached = policies[0].steps.filter(
      ({ below }) => remainingBudget < below,
    );
    await this.evaluate(
      statusOf('uptime', {
        displayName: 'Uptime',
        remainingBudget,
        policy: {
          title: policies[0].title,
          step: reached[reached.length - 1] ?? null,
        },
      }),
    );
  }

  /** An alert changes its state now. */
  async change(
    ruleId: string,
    from: AlertState,
    to: AlertState,
    fields: {
      severity?: AlertSeverity;
      objectiveId?: string;
      workloadRef?: string;
    } = {},
  ) {
    const {
      severity = 'high',
      objectiveId = 'uptime',
      workloadRef = 'system:default/shop',
    } = fields;
    const alerts = new AlertStore(this.database);
    const standings = await alerts.standings([objectiveId]);
    const at = this.now.toISOString();
    await alerts.save([
      {
        objectiveId,
        workloadRef,
        ruleId,
        severity,
        standing: { state: to, since: at },
        before: standings.get(objectiveId)?.get(ruleId),
        transition: {
          ruleId,
          name: `Rule ${ruleId}`,
          severity,
          at,
          from,
          to,
          value: 0.1,
          reason: '10 of 100 bad.',
        },
      },
    ]);
  }

  /** Time goes on. */
  later(minutes: number) {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  /** As each replica has one. */
  round(
    options: { webhooks?: SloWebhook[]; perHour?: number } = {},
  ): NoticeRound {
    const series = new SeriesStore(this.database);
    return new NoticeRound({
      notices: new NoticeStore(this.database),
      objectives: new ObjectiveStore(this.database, series),
      statuses: new StatusStore(this.database),
      workloads: new WorkloadStore(this.database),
      policies: POLICIES,
      webhooks: options.webhooks ?? [],
      perHour: options.perHour ?? 6,
      owners: true,
    });
  }

  /** As each replica has one. */
  postman(webhooks: SloWebhook[] = []): Postman {
    return new Postman({
      outbox: new OutboxStore(this.database),
      channels: [
        new OwnerNotifications(
          {
            send: async options => {
              if (this.outage) throw new Error(this.outage);
              this.sent.push(options);
            },
          },
          NOTIFICATIONS,
        ),
        ...webhooks,
      ],
      digest: sloDigest,
      logger: this.logger,
      now: () => this.now,
    });
  }

  /** Tells what is new, and gives what owners got. */
  async told(options: { webhooks?: SloWebhook[]; perHour?: number } = {}) {
    await this.round(options).run(this.now);
    await this.postman(options.webhooks).run();
    return this.sent.splice(0).map(({ payload }) => payload);
  }
}
