import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  MaturityModel,
  catalogFactSchema,
  createCelRuleLanguage,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { workload } from '../__fixtures__/workloads';
import { AttestationStore } from '../store/AttestationStore';
import { FactStore } from '../store/FactStore';
import { ResultStore } from '../store/ResultStore';
import { migrate } from '../store/database';
import { CatalogCollector } from './CatalogCollector';
import { Evaluator } from './Evaluator';

const SHOP = 'system:default/shop';
const file = resolve(__dirname, '../__fixtures__/model.yaml');
const sources = [catalogFactSchema];

function readModel(edit = (yaml: string) => yaml): MaturityModel {
  return parseModel(edit(readFileSync(file, 'utf8')), {
    file,
    rules: createCelRuleLanguage(sources),
  }).model!;
}

/** A portal without a web server, at a time that the test sets. */
class House {
  now = new Date('2026-11-20T12:00:00.000Z');
  entities: Entity[] = [];
  catalogFails = false;
  models = { models: [readModel()], incomplete: false };
  published: unknown[] = [];
  readonly facts: FactStore;
  readonly attestations: AttestationStore;
  readonly results: ResultStore;
  readonly summaries: SummaryStore;
  readonly evaluator: Evaluator;
  readonly collector: CatalogCollector;

  constructor(readonly database: Knex) {
    this.facts = new FactStore(database);
    this.attestations = new AttestationStore(database);
    this.results = new ResultStore(database);
    const events = mockServices.events.mock();
    events.publish.mockImplementation(async event => {
      this.published.push(event.eventPayload);
    });
    this.summaries = new SummaryStore({ database, events, family: 'maturity' });
    this.evaluator = this.newEvaluator();
    this.collector = new CatalogCollector({
      auth: mockServices.auth(),
      catalog: this.#catalog(),
      facts: this.facts,
      evaluator: this.evaluator,
      now: () => this.now,
    });
  }

  /** Another replica's. */
  newEvaluator() {
    return new Evaluator({
      ...this,
      models: this.models,
      sources,
      now: () => this.now,
    });
  }

  later(hours: number) {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  async level() {
    const stored = await this.results.read([SHOP]);
    const { proven, possible, next } = stored.get(SHOP)!.levels.get('small')!;
    return { proven, possible, blockers: next?.blockers };
  }

  async history() {
    const history = await this.results.history([SHOP], 50);
    return (history.get(SHOP)?.get('small') ?? []).map(
      ({ fromProven, toProven, cause }) => `${fromProven}→${toProven} ${cause}`,
    );
  }

  async attest(answer: 'met' | 'not-met', days: number) {
    const at = this.now.getTime();
    return this.attestations.add([
      {
        workloadRef: SHOP,
        criterionId: 's-2-1.attested',
        answer,
        attestedBy: 'user:default/ada',
        attestedAt: new Date(at).toISOString(),
        expiresAt: new Date(at + days * 86_400_000).toISOString(),
      },
    ]);
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
    await house.collector.collectAll();
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 1,
      blockers: ['s-2-1.escalation', 's-2-1.attested'],
    });

    house.later(1);
    house.entities = [workload('shop', { escalation: 'ada, bob' })];
    await house.collector.collect([SHOP]);
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 2,
      blockers: ['s-2-1.attested'],
    });

    house.later(1);
    expect(await house.attest('met', 30)).toBe(1);
    expect(await house.attest('met', 30)).toBe(0);
    await house.evaluator.evaluate([SHOP]);
    expect(await house.level()).toEqual({
      proven: 2,
      possible: 2,
      blockers: undefined,
    });
    expect(await house.history()).toEqual([
      "1→2 'Escalation was tried' is met.",
      "1→1 'Escalation path is known' is met.",
      'null→1 Evaluated for the first time.',
    ]);

    const stored = (await house.results.read([SHOP])).get(SHOP)!;
    expect(stored.results.get('s-2-1.escalation')).toMatchObject({
      state: 'met',
      reason: 'Escalation path: ada, bob.',
      since: '2026-11-20T13:00:00.000Z',
    });
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

  it('writes nothing and tells nobody when nothing changed', async () => {
    await house.collector.collectAll();
    const before = await house.database('results').select();
    const levels = await house.database('levels').select();
    const facts = await house.database('facts').select();
    house.published = [];

    house.later(1);
    await house.collector.collectAll();
    expect(await house.database('results').select()).toEqual(before);
    expect(await house.database('levels').select()).toEqual(levels);
    expect(await house.database('facts').select()).toEqual(facts);
    expect(house.published).toEqual([]);
    const collections = await house.facts.collections([SHOP]);
    expect(collections.get(SHOP)?.get('catalog')).toBe(
      '2026-11-20T13:00:00.000Z',
    );
  });

  it('loses a level when an answer expires, and never counts it as a failure', async () => {
    await house.attest('met', 30);
    await house.collector.collectAll();
    expect((await house.level()).proven).toBe(2);

    house.later(31 * 24);
    await house.collector.collectAll();
    expect(await house.level()).toEqual({
      proven: 1,
      possible: 2,
      blockers: ['s-2-1.attested'],
    });
  });

  it('keeps the last facts when the catalog fails, until they are stale', async () => {
    await house.collector.collectAll();
    house.catalogFails = true;

    house.later(1);
    await expect(house.collector.collectAll()).rejects.toThrow('no answer');
    expect(await house.level()).toMatchObject({ proven: 1, possible: 2 });
    expect(await house.facts.failures()).toEqual(
      new Map([
        [
          'catalog',
          {
            error: 'The catalog could not be read: no answer',
            errorAt: '2026-11-20T13:00:00.000Z',
          },
        ],
      ]),
    );

    house.later(25);
    await expect(house.collector.collectAll()).rejects.toThrow('no answer');
    expect(await house.level()).toMatchObject({ proven: 0, possible: 2 });

    house.catalogFails = false;
    await house.collector.collectAll();
    expect(await house.level()).toMatchObject({ proven: 1, possible: 2 });
    expect(await house.facts.failures()).toEqual(new Map());
  });

  it('forgets what has left the catalog, and goes on with its history when it is back', async () => {
    await house.collector.collectAll();
    const { entities } = house;
    house.entities = [];
    await house.collector.collectAll();
    expect((await house.summaries.page({ limit: 10 })).items).toEqual([]);
    expect((await house.results.read([SHOP])).get(SHOP)!.results.size).toBe(0);

    house.entities = entities;
    await house.collector.collectAll();
    expect(await house.history()).toHaveLength(2);
  });

  it('drops what a changed model no longer has, but nothing while a model is missing', async () => {
    await house.collector.collectAll();
    const renamed = readModel(yaml => yaml.replaceAll('s-2-1.', 's-2-1.new-'));
    house.models.models = [];
    house.models.incomplete = true;
    await house.evaluator.evaluateAll();
    expect((await house.results.read([SHOP])).get(SHOP)!.results.size).toBe(3);

    house.models.models = [renamed];
    house.models.incomplete = false;
    await house.evaluator.evaluateAll();
    expect(
      [...(await house.results.read([SHOP])).get(SHOP)!.results.keys()].sort(),
    ).toEqual(['s-1-1.group', 's-2-1.new-attested', 's-2-1.new-escalation']);
  });

  it('records a transition once when two replicas evaluate at once', async () => {
    const other = house.newEvaluator();
    await house.collector.collectAll();
    await house.attest('met', 30);
    await Promise.all([
      house.evaluator.evaluate([SHOP]),
      other.evaluate([SHOP]),
    ]);
    expect(await house.history()).toHaveLength(2);
    expect((await house.level()).proven).toBe(2);
  });

  it('evaluates many workloads with few queries', async () => {
    house.entities = Array.from({ length: 250 }, (_, index) =>
      workload(`w${index}`, { escalation: 'ada' }),
    );
    await house.collector.collectAll();
    let queries = 0;
    house.database.on('query', () => queries++);
    await house.collector.collectAll();
    expect(queries).toBeLessThan(80);
    expect(await house.facts.workloadRefs()).toHaveLength(250);
  });
});
