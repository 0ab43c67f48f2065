import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  CriterionResult,
  FACT_SCHEMAS,
  Facts,
  MaturityModel,
  Standing,
  computeStanding,
  createCelRuleLanguage,
  criteriaOf,
  extractCatalogFacts,
  factsReadBy,
  judge,
  parseModel,
  pillarFilesOf,
  prepare,
} from '@plumbline/plugin-maturity-common';
import {
  FactSource,
  factSourcesExtensionPoint,
} from '@plumbline/plugin-maturity-node';
// The sources themselves, so that the facts are those that the portal has.
/* eslint-disable @backstage/no-mixed-plugin-imports */
import repositoryModule from '@plumbline/plugin-maturity-backend-module-repository';
import workloadModule from '@plumbline/plugin-maturity-backend-module-workload';
/* eslint-enable @backstage/no-mixed-plugin-imports */
import {
  isStamp,
  isWorkload,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { parseAllDocuments } from 'yaml';
import {
  AttestationItem,
  attestationsSchema,
  toAttestationItems,
} from '../attestations/definition';
import { readDefinitions } from '../definitions/readDefinitions';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../../..');
const NOW = '2026-11-21T10:00:00.000Z';
const DAY_MS = 86_400_000;

function readModel(name: string): MaturityModel {
  const file = join(ROOT, 'models', name, 'model.yaml');
  const text = readFileSync(file, 'utf8');
  const pillars = Object.fromEntries(
    pillarFilesOf(text).map(path => {
      const own = join(dirname(file), path);
      return [path, { file: own, text: readFileSync(own, 'utf8') }];
    }),
  );
  return parseModel(
    { file, text, pillars },
    { rules: createCelRuleLanguage(FACT_SCHEMAS) },
  ).model!;
}

function readWorkloads(): Map<string, WorkloadEntities> {
  const folder = resolve(ROOT, 'examples/catalog');
  // Copied, because what fs returns in Jest is no Array to those who ask for its constructor.
  const entities = [...readdirSync(folder)].flatMap(name =>
    parseAllDocuments(readFileSync(resolve(folder, name), 'utf8')).map(
      document => document.toJS() as Entity,
    ),
  );
  return new Map(
    entities.filter(isWorkload).map(workload => {
      const workloadRef = stringifyEntityRef(workload);
      const parts = entities.filter(
        entity => !isWorkload(entity) && workloadRefOf(entity) === workloadRef,
      );
      return [
        workload.metadata.name,
        {
          workloadRef,
          workload,
          stamps: parts.filter(isStamp),
          resources: parts.filter(
            part => part.kind === 'Resource' && !isStamp(part),
          ),
          components: parts.filter(({ kind }) => kind === 'Component'),
          apis: [],
        },
      ];
    }),
  );
}

/** The sources that need nothing but the examples: their entities and their repositories. */
async function startSources(): Promise<FactSource[]> {
  const sources: FactSource[] = [];
  const directory = resolve(ROOT, 'examples/repositories');
  const backend = await startTestBackend({
    extensionPoints: [
      [
        factSourcesExtensionPoint,
        { addSource: source => sources.push(source), requestCollection() {} },
      ],
    ],
    features: [
      repositoryModule,
      workloadModule,
      mockServices.rootConfig.factory({
        data: { maturity: { repository: { directories: [{ directory }] } } },
      }),
    ],
  });
  await backend.stop();
  return sources.filter(({ schema }) =>
    ['repository', 'stamps'].includes(schema.source),
  );
}

async function collectFacts(
  workloads: WorkloadEntities[],
): Promise<Map<string, Facts>> {
  const facts = new Map<string, Facts>(
    workloads.map(entities => [
      entities.workloadRef,
      { catalog: { observedAt: NOW, values: extractCatalogFacts(entities) } },
    ]),
  );
  const { signal } = new AbortController();
  for (const source of await startSources()) {
    const answers = await source.collect(
      workloads.map(workload => ({ workload })),
      { signal },
    );
    for (const { workloadRef, facts: values } of answers) {
      if (values) {
        facts.get(workloadRef)![source.schema.source] = {
          observedAt: NOW,
          values,
        };
      }
    }
  }
  return facts;
}

describe('the example attestations', () => {
  const models = new Map(
    ['azure-well-architected', 'mission-critical'].map(name => [
      name,
      readModel(name),
    ]),
  );
  const criteria = [...models.values()].flatMap(criteriaOf);
  const workloads = readWorkloads();
  let items: AttestationItem[];
  let problems: string[];
  let facts: Map<string, Facts>;

  beforeAll(async () => {
    const read = await readDefinitions(
      resolve(ROOT, 'examples/attestations'),
      attestationsSchema,
    );
    problems = read.problems;
    items = read.items.flatMap(({ definition }) =>
      toAttestationItems(definition, Date.parse(NOW) / 1000),
    );
    // Versions in the repositories go out of support as time passes.
    jest.useFakeTimers({ now: Date.parse(NOW), advanceTimers: true });
    try {
      facts = await collectFacts([...workloads.values()]);
    } finally {
      jest.useRealTimers();
    }
  });

  function resultsOf(
    name: string,
    modelId: string,
  ): (CriterionResult & { criterionId: string })[] {
    const { workloadRef } = workloads.get(name)!;
    const knowledge = prepare(
      {
        facts: facts.get(workloadRef)!,
        attestations: items.filter(item => item.workloadRef === workloadRef),
        exemptions: [],
      },
      FACT_SCHEMAS,
      NOW,
    );
    return criteriaOf(models.get(modelId)!).map(({ criterion }) => ({
      criterionId: criterion.id,
      ...judge(criterion, knowledge),
    }));
  }

  /**
   * Where a workload stands apart from what only its SLOs, its credentials and
   * its health can decide: those are not looked at here.
   */
  function standingOf(name: string, modelId: string): Standing {
    const live = new Set(
      criteria
        .filter(({ criterion }) =>
          factsReadBy(criterion).some(fact =>
            /^(slo|credentials|health)\./.test(fact),
          ),
        )
        .map(({ criterion }) => criterion.id),
    );
    return computeStanding(
      models.get(modelId)!,
      resultsOf(name, modelId).map(({ criterionId, state }) =>
        state === 'unknown' && live.has(criterionId) ? 'not-applicable' : state,
      ),
    );
  }

  function levelsOf(name: string, modelId: string): Record<string, number> {
    return Object.fromEntries(
      standingOf(name, modelId).pillars.map(({ pillarId, proven }) => [
        pillarId,
        proven,
      ]),
    );
  }

  it('are well formed', () => {
    expect(problems).toEqual([]);
    expect(items.length).toBeGreaterThan(200);
  });

  it('answer questions that a model asks, once, about workloads that there are', () => {
    const asked = new Set(
      criteria
        .filter(({ criterion }) => criterion.attestation)
        .map(({ criterion }) => criterion.id),
    );
    const refs = [...workloads.values()].map(({ workloadRef }) => workloadRef);
    expect(items.filter(item => !asked.has(item.criterionId))).toEqual([]);
    expect(items.filter(item => !refs.includes(item.workloadRef))).toEqual([]);
    const keys = items.map(item => `${item.workloadRef} ${item.criterionId}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual(
      [],
    );
  });

  it('were given before now, and count no longer than the model allows', () => {
    const days = new Map(
      criteria.map(({ criterion }) => [
        criterion.id,
        criterion.attestation?.validForDays,
      ]),
    );
    for (const { criterionId, attestedAt, expiresAt } of items) {
      const given = Date.parse(attestedAt);
      expect(given).toBeLessThan(Date.parse(NOW));
      // A coming date is the end of its day.
      const lasts = Math.floor((Date.parse(expiresAt) - given) / DAY_MS);
      expect({ criterionId, tooLong: lasts > days.get(criterionId)! }).toEqual({
        criterionId,
        tooLong: false,
      });
    }
  });

  it.each([
    ['deal-fraud-model', [3, 3, 4, 3, 4]],
    ['ie-bank', [2, 2, 3, 2, 2]],
    ['card-payments', [2, 2, 2, 2, 2]],
    ['claims-desk', [0, 0, 1, 1, 1]],
    ['price-feed', [1, 1, 1, 1, 1]],
    ['records-archive', [0, 0, 0, 0, 0]],
  ])('put %s at %j of Azure Well-Architected', (name, levels) => {
    const [reliability, security, cost, operations, performance] = levels;
    expect(levelsOf(name, 'azure-well-architected')).toEqual({
      reliability,
      security,
      'cost-optimization': cost,
      'operational-excellence': operations,
      'performance-efficiency': performance,
    });
  });

  it.each([
    ['deal-fraud-model', [2, 2, 2, 2, 2, 2]],
    ['card-payments', [1, 1, 1, 1, 3, 1]],
  ])('put %s at %j of mission-critical', (name, levels) => {
    const [devops, operations, updates, secrets, machines, antipatterns] =
      levels;
    expect(levelsOf(name, 'mission-critical')).toEqual({
      'devops-processes': devops,
      'application-operations': operations,
      'update-management': updates,
      'secret-management': secrets,
      'virtual-machines': machines,
      antipatterns,
    });
  });

  it('leave the archive, of which nothing is known, with more possible than proven', () => {
    const { proven, possible } = standingOf(
      'records-archive',
      'azure-well-architected',
    );
    expect({ proven, possible }).toEqual({ proven: 0, possible: 1 });
  });

  it('show IE Bank an answer that ran out and one that is a no, on the way to level 3', () => {
    const states = new Map(
      resultsOf('ie-bank', 'azure-well-architected').map(
        ({ criterionId, state }) => [criterionId, state],
      ),
    );
    expect(states.get('oe-3-2.attested')).toBe('unknown');
    expect(states.get('oe-3-6.attested')).toBe('not-met');
  });

  it('have some for each larger workload that run out within 30 days', () => {
    const soon = items.filter(({ expiresAt }) => {
      const left = Date.parse(expiresAt) - Date.parse(NOW);
      return left > 0 && left < 30 * DAY_MS;
    });
    expect(new Set(soon.map(({ workloadRef }) => workloadRef))).toEqual(
      new Set([
        'system:default/card-payments',
        'system:default/claims-desk',
        'system:default/deal-fraud-model',
        'system:default/ie-bank',
      ]),
    );
  });
});
