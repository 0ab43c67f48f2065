import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  catalogFactSchema,
  createCelRuleLanguage,
} from '@plumbline/plugin-maturity-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { DiskPlace } from '../models/DiskPlace';
import { ModelRegistry } from '../models/ModelRegistry';
import { AttestationStore } from '../store/AttestationStore';
import { ExemptionStore } from '../store/ExemptionStore';
import { FactStore } from '../store/FactStore';
import { ModelStore } from '../store/ModelStore';
import { ScorecardStore } from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { migrate } from '../store/database';
import { Evaluator } from '../tasks/Evaluator';

const sources = [catalogFactSchema];
const file = resolve(__dirname, '../__fixtures__/model.yaml');

/**
 * Three workloads that are evaluated by the model of the fixtures: `good` on
 * level 2, `half` on 1, `bare` on 0. The time is the test's.
 */
export class EvaluatedHouse {
  now = new Date('2026-11-21T12:00:00.000Z');
  readonly sources = sources;
  readonly rules = createCelRuleLanguage(sources);
  readonly logger = mockServices.logger.mock();
  readonly workloads: WorkloadStore;
  readonly facts: FactStore;
  readonly attestations: AttestationStore;
  readonly exemptions: ExemptionStore;
  readonly scorecards: ScorecardStore;
  models!: ModelRegistry;

  private constructor(readonly database: Knex) {
    this.workloads = new WorkloadStore(database);
    this.facts = new FactStore(database);
    this.attestations = new AttestationStore(database);
    this.exemptions = new ExemptionStore(database);
    this.scorecards = new ScorecardStore(database);
  }

  static async build(database: Knex): Promise<EvaluatedHouse> {
    await migrate(database);
    const house = new EvaluatedHouse(database);
    house.models = await ModelRegistry.create({
      places: [new DiskPlace(file)],
      rules: house.rules,
      store: new ModelStore(database),
      logger: house.logger,
    });
    const at = house.now.toISOString();
    const known = {
      good: { ownerKind: 'group', escalation: ['path'], workBoards: ['board'] },
      half: { ownerKind: 'group', escalation: [], workBoards: [] },
      bare: { ownerKind: 'user', escalation: [], workBoards: [] },
    };
    await house.workloads.save(
      Object.keys(known).map(name => ({
        workloadRef: `system:default/${name}`,
        title: name,
        ownerRef: 'group:default/team',
        tier: name === 'good' ? 'mission-critical' : undefined,
      })),
    );
    await house.facts.saveCollected(
      catalogFactSchema,
      Object.entries(known).map(([name, facts]) => ({
        workloadRef: `system:default/${name}`,
        facts: { documentation: [], ...facts },
      })),
      at,
    );
    await house.attestations.add([
      {
        workloadRef: 'system:default/good',
        criterionId: 's-2-1.attested',
        answer: 'met',
        attestedBy: 'user:default/ada',
        attestedAt: at,
        expiresAt: '2026-12-01T00:00:00.000Z',
      },
    ]);
    await new Evaluator({
      ...house,
      models: house.models,
      summaries: new SummaryStore({
        database,
        events: mockServices.events.mock(),
        family: 'maturity',
      }),
      now: () => house.now,
    }).evaluateAll();
    return house;
  }

  later(seconds: number) {
    this.now = new Date(this.now.getTime() + seconds * 1_000);
  }
}
