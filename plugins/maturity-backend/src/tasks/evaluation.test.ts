import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonValue } from '@backstage/types';
import {
  FactSourceSchema,
  catalogFactSchema,
  createCelRuleLanguage,
  findFact,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { FactAnswer, FactSource } from '@plumbline/plugin-maturity-node';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { workload } from '../__fixtures__/workloads';
import { ModelIndex } from '../models/ModelIndex';
import { AttestationStore } from '../store/AttestationStore';
import { ExemptionStore } from '../store/ExemptionStore';
import { FactStore } from '../store/FactStore';
import { ScorecardStore } from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { migrate } from '../store/database';
import { CatalogSource } from './CatalogSource';
import { Evaluated, Evaluator } from './Evaluator';
import { FactCollector } from './FactCollector';

const SHOP = 'system:default/shop';
const file = resolve(__dirname, '../__fixtures__/model.yaml');
const pushed: FactSourceSchema = {
  source: 'pushed',
  staleAfterHours: 48,
  facts: { reviewed: { type: 'boolean', title: 'Reviewed', description: '' } },
};

function readModel(edit = (yaml: string) => yaml): ModelIndex {
  const guarding = join(dirname(file), 'guarding.yaml');
  const { model, problems } = parseModel(
    {
      file,
      text: edit(readFileSync(file, 'utf8')),
      pillars: {
        'guarding.yaml': {
          file: guarding,
          text: edit(readFileSync(guarding, 'utf8')),
        },
      },
    },
    { rules: createCelRuleLanguage([catalogFactSchema, pushed]) },
  );
  if (!model) throw new Error(JSON.stringify(problems));
  return new ModelIndex(model);
}

/** A portal without a web server, at a time that the test sets. */
class House {
  now = new Date('2026-11-20T12:00:00.000Z');
  entities: Entity[] = [];
  catalogFails = false;
  models = { indexes: [readModel()], incomplete: false };
  published: unknown[] = [];
  evaluated: Evaluated[] = [];
  readonly sources = [catalogFactSchema, pushed];
  readonly workloads: WorkloadStore;
  readonly facts: FactStore;
  readonly attestations: AttestationStore;
  readonly exemptions: ExemptionStore;
  readonly scorecards: ScorecardStore;
  readonly summaries: SummaryStore;
  readonly evaluator: Evaluator;
  readonly catalogSource = new CatalogSource();

  constructor(readonly database: Knex) {
    this.workloads = new WorkloadStore(database);
    this.facts = new FactStore(database);
    this.attestations = new AttestationStore(database);
    this.exemptions = new ExemptionStore(database);
    this.scorecards = new ScorecardStore(database);
    const events = mockServices.events.mock();
    events.publish.mockImplementation(async event => {
      this.published.push(event.eventPayload);
    });
    this.summaries = new SummaryStore({ database, events, family: 'maturity' });
    this.evaluator = this.newEvaluator();
  }

  /** Another replica's. */
  newEvaluator() {
    return new Evaluator({
      ...this,
      listeners: [async found => void this.evaluated.push(...found)],
      models: this.models,
      now: () => this.now,
    });
  }

  newCollector(sources: FactSource[] = [this.catalogSource]) {
    return new FactCollector({
      ...this,
      auth: mockServices.auth(),
      catalog: this.#catalog(),
      sources,
      logger: mockServices.logger.mock(),
      now: () => this.now,
    });
  }

  async collectAll(sources: FactSource[] = [this.catalogSource]) {
    await this.newCollector(sources).collectAll(
      sources,
      new AbortController().signal,
    );
  }

  later(hours: number) {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  async card() {
    return (await this.scorecards.read([SHOP])).get(SHOP)!.get('small');
  }

  async level() {
    const { standing } = (await this.card())!;
    const { proven, possible, next, pillars } = standing;
    return {
      proven,
      possible,
      pillars: pillars.map(pillar => pillar.proven).join(' '),
      blockers: next?.blockers,
    };
  }

  /** Of one pillar, or of the overall level. */
  async history(pillarId?: string) {
    const history = await this.scorecards.history([SHOP], 50);
    return (history.get(SHOP)?.get('small') ?? [])
      .filter(transition => transition.pillarId === pillarId)
      .map(
        ({ fromProven, toProven, cause }) =>
          `${fromProven}→${toProven} ${cause}`,
      );
  }

  async attest(
    answer: 'met' | 'not-met',
    days: number,
    criterionId = 's-2-1.attested',
  ) {
    const at = this.now.getTime();
    return this.attestations.add([
      {
        workloadRef: SHOP,
        criterionId,
        answer,
        attestedBy: 'user:default/ada',
        attestedAt: new Date(at).toISOString(),
        expiresAt: new Date(at + days * 86_400_000).toISOString(),
      },
    ]);
  }

  async exempt(criterionId: string, days: number) {
    const at = this.now.toISOString();
    await this.database('exemptions').insert({
      id: criterionId,
      workload_ref: SHOP,
      criterion_id: criterionId,
      state: 'approved',
      reason: 'It moves house.',
      requested_by: 'user:default/ada',
      requested_at: at,
      expires_at: new Date(
        this.now.getTime() + days * 86_400_000,
      ).toISOString(),
      decided_by: 'user:default/eve',
      decided_at: at,
    });
  }

  #catalog() {
    const mock = () => {
      if (this.catalogFails) throw new Error('no answer');
      return catalogServiceMock({ entities: this.entities });
    };
    return {
      ...catalogServiceMock({ entities: [] }),
      streamEntities: (...args: any[]) =>
        (mock().streamEntities as any)(...args),
      getEntitiesByRefs: (...args: any[]) =>
        (mock().getEntitiesByRefs as any)(...args),
    } as any;
  }
}

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('evaluation on %s', id => {
  let house: House;

  beforeEach(async () => {
    const database = await databases.init(id);
    await migrate(database);
    house = new House(database);
    house.entities = [workload('shop', { escalation: 'ada, bob' })];
  });

  it('proves levels as facts and answers arrive, and keeps why', async () => {
    house.entities = [workload('shop')];
    await house.collectAll();
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 1,
      pillars: '1 1',
      blockers: ['s-2-1.escalation', 's-2-1.attested', 'g-2-1.board'],
    });

    house.later(1);
    house.entities = [workload('shop', { escalation: 'ada, bob' })];
    await house.newCollector().collect([SHOP]);
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 2,
      pillars: '1 1',
      blockers: ['s-2-1.attested', 'g-2-1.board'],
    });

    house.later(1);
    expect(await house.attest('met', 30)).toBe(1);
    expect(await house.attest('met', 30)).toBe(0);
    await house.attest('met', 30, 'g-2-1.board');
    await house.evaluator.evaluate([SHOP]);
    expect(await house.level()).toEqual({
      proven: 2,
      possible: 2,
      pillars: '2 2',
      blockers: undefined,
    });
    expect(await house.history()).toEqual([
      "1→2 'Escalation was tried' is met; 'Work is on a board' is met.",
      "1→1 'Escalation path is known' is met.",
      'null→1 Evaluated for the first time.',
    ]);
    expect(await house.history('guarding')).toEqual([
      "1→2 'Work is on a board' is met.",
      'null→1 Evaluated for the first time.',
    ]);

    const card = (await house.card())!;
    expect(card.results.get('s-2-1.escalation')).toEqual({
      state: 'met',
      since: '2026-11-20T13:00:00.000Z',
    });
    expect(card.revision).toBe(4);
    expect(
      await house.database('scorecards').select('missed', 'open_strategies'),
    ).toEqual([{ missed: '', open_strategies: '' }]);
    const { items } = await house.summaries.page({ limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        cell: '2',
        sortValue: 2,
        tile: expect.objectContaining({
          headline: '2 of 2',
          trend: [1, 1, 2],
        }),
      }),
    ]);
  });

  it('judges anew only what the changed facts decide', async () => {
    await house.collectAll();
    const [{ model }] = house.models.indexes;
    const ran: string[] = [];
    for (const { criterion } of house.models.indexes[0].criteria) {
      const compiled = criterion.rule?.compiled;
      if (!compiled) continue;
      const { evaluate } = compiled;
      jest.spyOn(compiled, 'evaluate').mockImplementation(facts => {
        ran.push(criterion.id);
        return evaluate(facts);
      });
    }
    expect(model.pillars).toHaveLength(2);

    house.later(1);
    house.entities = [workload('shop', { escalation: 'ada' })];
    await house.collectAll();
    expect(ran).toEqual(['s-2-1.escalation']);
  });

  it('writes nothing but the time and tells nobody when nothing changed', async () => {
    await house.collectAll();
    const cards = await house.database('scorecards').select();
    const [{ observed_at, ...facts }] = await house.database('facts').select();
    house.published = [];
    house.evaluated = [];

    house.later(1);
    await house.collectAll();
    expect(await house.database('scorecards').select()).toEqual(cards);
    expect(await house.database('facts').select()).toEqual([
      { ...facts, observed_at: '2026-11-20T13:00:00.000Z' },
    ]);
    expect(observed_at).toBe('2026-11-20T12:00:00.000Z');
    expect(house.published).toEqual([]);
    expect(house.evaluated).toEqual([]);
  });

  it('loses a level when an answer ends, by time alone and never as a failure', async () => {
    await house.attest('met', 30);
    await house.attest('met', 3, 'g-2-1.board');
    await house.collectAll();
    expect((await house.level()).proven).toBe(2);
    await house.evaluator.evaluateDue();
    expect((await house.level()).proven).toBe(2);

    house.later(3 * 24);
    await house.collectAll();
    await house.evaluator.evaluateDue();
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 2,
      pillars: '2 1',
      blockers: ['g-2-1.board'],
    });
    expect((await house.history())[0]).toBe(
      "2→1 'Work is on a board' is unknown.",
    );
  });

  it('shows an exemption as exempt, while it lasts', async () => {
    house.entities = [workload('shop')];
    await house.collectAll();
    await house.exempt('s-2-1.escalation', 10);
    await house.evaluator.evaluate(
      [SHOP],
      new Map([[SHOP, { criteria: ['s-2-1.escalation'] }]]),
    );
    expect((await house.card())!.results.get('s-2-1.escalation')?.state).toBe(
      'exempt',
    );
    expect((await house.level()).possible).toBe(2);

    house.later(10 * 24);
    await house.collectAll();
    await house.evaluator.evaluateDue();
    expect((await house.card())!.results.get('s-2-1.escalation')?.state).toBe(
      'not-met',
    );
  });

  it('counts where facts contradict an answer', async () => {
    const linked = workload('shop', { escalation: 'ada' });
    linked.metadata.links = [{ url: 'https://example.com', type: 'board' }];
    house.entities = [linked];
    await house.attest('not-met', 30, 'g-2-1.board');
    await house.collectAll();
    expect(await house.card()).toMatchObject({ contradictions: 1 });
    expect((await house.card())!.results.get('g-2-1.board')?.state).toBe('met');
  });

  it('keeps the last facts when the catalog fails, until they are stale', async () => {
    await house.collectAll();
    house.catalogFails = true;

    house.later(1);
    await expect(house.collectAll()).rejects.toThrow('no answer');
    expect(await house.level()).toMatchObject({ proven: 1, possible: 2 });
    expect((await house.facts.outcomes()).get('catalog')).toEqual({
      lastSuccessAt: '2026-11-20T12:00:00.000Z',
      error: 'The catalog could not be read: no answer',
      errorAt: '2026-11-20T13:00:00.000Z',
    });

    house.later(25);
    await house.evaluator.evaluateDue();
    expect(await house.level()).toMatchObject({ proven: 0, possible: 2 });

    house.catalogFails = false;
    await house.collectAll();
    expect(await house.level()).toMatchObject({ proven: 1, possible: 2 });
    expect(
      (await house.facts.outcomes()).get('catalog')?.error,
    ).toBeUndefined();
  });

  it('keeps the facts of a source that fails, for one workload or all, and asks the others', async () => {
    let answer: () => FactAnswer[] = () => [
      { workloadRef: SHOP, facts: { reviewed: true }, state: 'e1' },
    ];
    const states: (JsonValue | undefined)[] = [];
    const source: FactSource = {
      schema: pushed,
      frequency: { hours: 1 },
      collect: async requests => {
        states.push(...requests.map(({ state }) => state));
        return answer();
      },
    };
    const sources = [source, house.catalogSource];
    await house.collectAll(sources);

    house.later(1);
    answer = () => [{ workloadRef: SHOP, error: 'not found' }];
    await house.collectAll(sources);
    expect((await house.facts.looks([SHOP])).get(SHOP)).toEqual([
      { source: 'catalog', observedAt: '2026-11-20T13:00:00.000Z' },
      {
        source: 'pushed',
        observedAt: '2026-11-20T12:00:00.000Z',
        error: 'not found',
        errorAt: '2026-11-20T13:00:00.000Z',
      },
    ]);

    house.later(1);
    answer = () => [{ workloadRef: SHOP, unchanged: true }];
    await house.collectAll(sources);
    expect((await house.facts.looks([SHOP])).get(SHOP)?.[1]).toEqual({
      source: 'pushed',
      observedAt: '2026-11-20T14:00:00.000Z',
    });
    expect(states).toEqual([undefined, 'e1', 'e1']);

    house.later(1);
    answer = () => {
      throw new Error('all is lost');
    };
    await expect(house.collectAll(sources)).rejects.toThrow(
      'pushed: all is lost',
    );
    const facts = (await house.facts.read([SHOP])).get(SHOP)!;
    expect(findFact(facts, 'pushed.reviewed')).toEqual({
      value: true,
      observedAt: '2026-11-20T14:00:00.000Z',
    });
    expect(findFact(facts, 'catalog.ownerKind')?.observedAt).toBe(
      '2026-11-20T15:00:00.000Z',
    );
  });

  it('takes pushed facts in any order and as often as they come', async () => {
    await house.collectAll();
    const push = (observedAt: string, reviewed: boolean | null) =>
      house.facts.savePushed(pushed, [
        { workloadRef: SHOP, observedAt, facts: { reviewed } },
      ]);
    const read = async () =>
      findFact((await house.facts.read([SHOP])).get(SHOP)!, 'pushed.reviewed');
    const noon = '2026-11-20T12:00:00.000Z';
    const one = '2026-11-20T13:00:00.000Z';
    expect((await push(one, true)).size).toBe(1);
    expect((await push(one, false)).size).toBe(0);
    expect((await push(noon, false)).size).toBe(0);
    expect(await read()).toEqual({ value: true, observedAt: one });
    expect((await push('2026-11-20T14:00:00.000Z', true)).size).toBe(0);
    expect((await push('2026-11-20T15:00:00.000Z', null)).size).toBe(1);
    expect(await read()).toBeUndefined();
    expect((await push('2026-11-20T14:30:00.000Z', true)).size).toBe(0);
    expect(await read()).toBeUndefined();
  });

  it('forgets what has left the catalog, and goes on with its history when it is back', async () => {
    await house.collectAll();
    const { entities } = house;
    house.entities = [];
    await house.collectAll();
    expect((await house.summaries.page({ limit: 10 })).items).toEqual([]);
    expect(await house.card()).toBeUndefined();

    house.entities = entities;
    await house.collectAll();
    expect(await house.history()).toHaveLength(2);
    expect(await house.card()).toMatchObject({ revision: 2, trend: [1, 1] });
  });

  it('makes up for an evaluation that failed after facts were stored', async () => {
    house.entities = [workload('shop')];
    await house.collectAll();
    expect(await house.level()).toMatchObject({ possible: 1 });
    house.entities = [workload('shop', { escalation: 'ada, bob' })];
    const failing = jest
      .spyOn(house.scorecards, 'save')
      .mockRejectedValue(new Error('The database is gone'));
    await expect(house.newCollector().collect([SHOP])).rejects.toThrow(
      'The database is gone',
    );
    failing.mockRestore();
    expect(await house.level()).toMatchObject({ possible: 1 });

    await house.evaluator.evaluateDue();
    expect(await house.level()).toMatchObject({ possible: 2 });
    expect(await house.scorecards.due(house.now.getTime(), 10)).toEqual([]);
  });

  it('evaluates again what somebody stored facts about meanwhile', async () => {
    house.entities = [workload('shop')];
    await house.collectAll();
    const { save } = house.scorecards;
    jest
      .spyOn(house.scorecards, 'save')
      .mockImplementationOnce(async function storedMeanwhile(changes) {
        await house.facts.saveCollected(
          catalogFactSchema,
          [{ workloadRef: SHOP, facts: { escalation: ['ada', 'bob'] } }],
          house.now.toISOString(),
        );
        return save.call(house.scorecards, changes);
      });
    await house.attest('met', 30);
    await house.evaluator.evaluate([SHOP]);
    expect((await house.card())!.results.get('s-2-1.escalation')?.state).toBe(
      'met',
    );
  });

  it('evaluates workloads that were never evaluated', async () => {
    await house.collectAll();
    await house.database('scorecards').delete();
    expect(await house.workloads.fresh()).toEqual([SHOP]);
    await house.evaluator.evaluateFresh();
    expect(await house.card()).toBeDefined();
    expect(await house.workloads.fresh()).toEqual([]);
  });

  it('drops what a changed model no longer has, but nothing while a model is missing', async () => {
    await house.collectAll();
    const renamed = readModel(yaml => yaml.replaceAll('s-2-1.', 's-2-1.new-'));
    house.models.indexes = [];
    house.models.incomplete = true;
    await house.evaluator.evaluateAll();
    expect((await house.card())!.results.size).toBe(5);

    house.models.indexes = [renamed];
    house.models.incomplete = false;
    await house.evaluator.evaluateAll();
    expect([...(await house.card())!.results.order.criteria].sort()).toEqual([
      'g-1-1.words',
      'g-2-1.board',
      's-1-1.group',
      's-2-1.new-attested',
      's-2-1.new-escalation',
    ]);
    house.models.indexes = [];
    await house.evaluator.evaluateAll();
    expect(await house.card()).toBeUndefined();
  });

  it('looks at levels again when a model only moves a criterion', async () => {
    await house.collectAll();
    expect(await house.level()).toMatchObject({ proven: 1, pillars: '1 1' });
    const moved = readModel(yaml =>
      yaml.replace(
        'rule: catalog.ownerKind == "group"',
        'rule: size(catalog.escalation) > 5',
      ),
    );
    house.models.indexes = [moved];
    await house.evaluator.evaluateAll();
    expect(await house.level()).toMatchObject({ proven: 0, pillars: '0 1' });

    // The same criteria in the same states, but the first level has lost one to the second.
    const [{ levels, ...running }, guarding] = moved.model.pillars;
    const [first, second] = levels;
    house.models.indexes = [
      new ModelIndex({
        ...moved.model,
        pillars: [
          {
            ...running,
            levels: [
              { ...first, strategies: [] },
              {
                ...second,
                strategies: [...first.strategies, ...second.strategies],
              },
            ],
          },
          guarding,
        ],
      }),
    ];
    await house.evaluator.evaluateAll();
    expect(await house.level()).toMatchObject({ proven: 1, pillars: '1 1' });
  });

  it('holds only workloads of its tiers against a model', async () => {
    house.models.indexes = [
      readModel(yaml =>
        yaml.replace('  source:', '  tiers: [gold]\n  source:'),
      ),
    ];
    await house.collectAll();
    expect(await house.card()).toBeUndefined();

    house.entities[0].spec!.tier = 'gold';
    await house.collectAll();
    expect(await house.level()).toMatchObject({ proven: 1 });
  });

  it('records a transition once when two replicas evaluate at once', async () => {
    const other = house.newEvaluator();
    await house.collectAll();
    await house.attest('met', 30);
    await house.attest('met', 30, 'g-2-1.board');
    await Promise.all([
      house.evaluator.evaluate([SHOP]),
      other.evaluate([SHOP]),
    ]);
    expect(await house.history()).toHaveLength(2);
    expect((await house.level()).proven).toBe(2);
  });

  it('loses nothing when two replicas bring different news at once', async () => {
    const other = house.newEvaluator();
    await house.collectAll();
    await house.attest('met', 30);
    await house.attest('met', 30, 'g-2-1.board');
    const news = (criterion: string) =>
      new Map([[SHOP, { criteria: [criterion] }]]);
    await Promise.all([
      house.evaluator.evaluate([SHOP], news('s-2-1.attested')),
      other.evaluate([SHOP], news('g-2-1.board')),
    ]);
    expect((await house.level()).proven).toBe(2);
  });

  it('evaluates many workloads with few queries', async () => {
    house.entities = Array.from({ length: 250 }, (_, index) =>
      workload(`w${index}`, { escalation: 'ada' }),
    );
    await house.collectAll();
    let queries = 0;
    house.database.on('query', () => queries++);
    await house.evaluator.evaluateAll();
    expect(queries).toBeLessThan(40);
    expect(await house.workloads.refs()).toHaveLength(250);
  });
});
