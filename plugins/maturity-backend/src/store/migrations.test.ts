import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { AttestationStore } from './AttestationStore';
import { ScorecardStore } from './ScorecardStore';
import { StrategyLetters } from './StrategyLetters';

const SHOP = 'system:default/shop';
const directory = resolvePackagePath(
  '@plumbline/plugin-maturity-backend',
  'migrations',
);
const answer = {
  workloadRef: SHOP,
  criterionId: 'oe-1-1.attested',
  answer: 'met' as const,
  attestedBy: 'user:default/ada',
  attestedAt: '2026-11-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
};

const scorecard = {
  workload_ref: SHOP,
  model_id: 'm',
  revision: 1,
  results: '[]',
  missed: '',
  open_strategies: '',
  proven: 0,
  possible: 0,
  met: 1,
  not_met: 1,
  unknown: 0,
  exempt: 0,
  not_applicable: 0,
  error: 0,
  contradictions: 0,
  blockers: 1,
  standing: '[]',
  changed_at: 'a',
  evaluated_at: 'b',
};

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  let database: Knex;

  beforeEach(async () => {
    database = await databases.init(id);
    await database.migrate.up({ directory, name: '20261121000000_init.js' });
    await new AttestationStore(database).add([answer]);
    await database('level_transitions').insert({
      workload_ref: SHOP,
      model_id: 'operational-excellence',
      revision: 1,
      at: '2026-11-01T00:00:00.000Z',
      to_proven: 2,
      to_possible: 3,
      cause: 'Evaluated for the first time.',
    });
  });

  it('keep answers, and the history of the model that is a pillar now', async () => {
    await database.migrate.latest({ directory });
    const answers = await new AttestationStore(database).newest([SHOP]);
    expect(answers.get(SHOP)).toMatchObject([{ answer: 'met' }]);
    const history = await new ScorecardStore(database).history([SHOP], 10);
    expect(history.get(SHOP)?.get('azure-well-architected')).toEqual([
      {
        at: '2026-11-01T00:00:00.000Z',
        pillarId: 'operational-excellence',
        fromProven: null,
        toProven: 2,
        fromPossible: null,
        toPossible: 3,
        cause: 'Evaluated for the first time.',
      },
    ]);
  });

  it('keep since when each result is so', async () => {
    const until = '20261122000300_times_of_results.js';
    await database.migrate.latest({ directory });
    const results = JSON.stringify(['o', 'mn', ['a', 'b'], '01']);
    await database('scorecards').insert({ ...scorecard, results });
    await database.migrate.down({ directory, name: until });
    const stored = async () =>
      JSON.parse((await database('scorecards').first('results')).results);
    expect(await stored()).toEqual(['o', 'mn', ['a', 'b'], [0, 1]]);
    await database.migrate.up({ directory, name: until });
    expect(await stored()).toEqual(['o', 'mn', ['a', 'b'], '01']);
  });

  it('keep the levels of before with each scorecard', async () => {
    const until = '20261122000400_trend.js';
    await database.migrate.latest({ directory });
    await database('scorecards').insert(scorecard);
    for (const revision of [3, 1, 2]) {
      await database('transitions').insert({
        workload_ref: SHOP,
        model_id: 'm',
        pillar_id: '',
        revision,
        at: `2026-11-0${revision}T00:00:00.000Z`,
        to_proven: 5 - revision,
        to_possible: 5,
        cause: '',
      });
    }
    await database.migrate.down({ directory, name: until });
    await database.migrate.up({ directory, name: until });
    expect(await database('scorecards').first('trend')).toEqual({
      trend: '[4,3,2]',
    });
  });

  it('keep which strategies are missed, and what blocks', async () => {
    const until = '20261122000500_narrow_scorecards.js';
    await database.migrate.latest({ directory });
    await database.migrate.down({ directory, name: until });
    const lists = {
      missed: ',a-1,b-2,',
      open_strategies: ',c-3,',
      results: '["o","mnn",["a"]]',
      standing: '[["p",0,1,[1,2],[0,2,0],["b-2.x","c-3.y"]]]',
    };
    await database('criteria_orders').insert({
      id: 'o',
      criteria: '["a-1.x","b-2.x","c-3.y"]',
    });
    await database('scorecards').insert([
      { ...scorecard, ...lists },
      { ...scorecard, model_id: 'n', missed: ',b-2,' },
    ]);
    const stored = () =>
      database('scorecards')
        .select('missed', 'open_strategies', 'results', 'standing')
        .orderBy('model_id');
    await database.migrate.up({ directory, name: until });
    expect(await stored()).toEqual([
      {
        missed: 'Āā',
        open_strategies: 'Ă',
        results: lists.results,
        standing: '[["p",0,1,[1,2],[0,2,0],[1,2]]]',
      },
      { missed: 'ā', open_strategies: '', results: '[]', standing: '[]' },
    ]);
    const letters = new StrategyLetters(database);
    await letters.learn(['d-4', 'b-2']);
    expect(letters.of(['b-2', 'd-4'])).toBe('āă');
    await database.migrate.down({ directory, name: until });
    expect(await stored()).toEqual([
      lists,
      { missed: ',b-2,', open_strategies: '', results: '[]', standing: '[]' },
    ]);
  });

  it('can be taken back and made again, without losing an answer', async () => {
    await database.migrate.latest({ directory });
    while ((await database.migrate.currentVersion()) !== '20261121000000') {
      await database.migrate.down({ directory });
    }
    expect(await database('attestations').select()).toHaveLength(1);
    expect(await database('level_transitions').select()).toMatchObject([
      { model_id: 'operational-excellence', to_proven: 2 },
    ]);
    await database.migrate.latest({ directory });
    expect(await database('attestations').select()).toHaveLength(1);
  });
});
