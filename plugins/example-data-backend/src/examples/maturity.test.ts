import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  MaturityModel,
  catalogFactSchema,
  computeLevels,
  createCelRuleLanguage,
  criteriaOf,
  evaluateModel,
  extractCatalogFacts,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import {
  WorkloadEntity,
  isStamp,
  isWorkload,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';
import {
  AttestationItem,
  attestationsSchema,
  toAttestationItems,
} from '../attestations/definition';
import { readDefinitions } from '../definitions/readDefinitions';

const ROOT = resolve(__dirname, '../../../..');
const NOW = '2026-11-21T10:00:00.000Z';

function readModel(): MaturityModel {
  const file = resolve(ROOT, 'models/operational-excellence.yaml');
  const rules = createCelRuleLanguage([catalogFactSchema]);
  const { model } = parseModel(readFileSync(file, 'utf8'), { file, rules });
  return model!;
}

function readEntities(): Entity[] {
  const folder = resolve(ROOT, 'examples/catalog');
  // Copied, because what fs returns in Jest is no Array to those who ask for its constructor.
  return [...readdirSync(folder)].flatMap(name =>
    parseAllDocuments(readFileSync(resolve(folder, name), 'utf8')).map(
      document => document.toJS() as Entity,
    ),
  );
}

describe('the example attestations', () => {
  const model = readModel();
  const entities = readEntities();
  let items: AttestationItem[];
  let problems: string[];

  beforeAll(async () => {
    const read = await readDefinitions(
      resolve(ROOT, 'examples/attestations'),
      attestationsSchema,
    );
    problems = read.problems;
    items = read.items.flatMap(({ definition }) =>
      toAttestationItems(definition, Date.parse(NOW) / 1000),
    );
  });

  it('are well formed', () => {
    expect(problems).toEqual([]);
    expect(items.length).toBeGreaterThan(50);
  });

  it('answer questions that the model asks, about workloads that there are', () => {
    const asked = criteriaOf(model)
      .filter(({ criterion }) => criterion.kind === 'attestation')
      .map(({ criterion }) => criterion.id);
    const workloads = entities.filter(isWorkload).map(stringifyEntityRef);
    expect(items.filter(item => !asked.includes(item.criterionId))).toEqual([]);
    expect(items.filter(item => !workloads.includes(item.workloadRef))).toEqual(
      [],
    );
  });

  // Proven, possible, and what stands before the next level.
  it.each<[string, number, number, string[]]>([
    [
      'ie-bank',
      2,
      2,
      ['oe-3-6.attested', 'oe-3-2.attested', 'oe-3-3.security'],
    ],
    ['deal-fraud-model', 3, 3, ['oe-4-5.attested', 'oe-4-3.attested']],
    [
      'card-payments',
      2,
      2,
      ['oe-3-1.environments', 'oe-3-5.attested', 'oe-3-6.attested'],
    ],
    ['claims-desk', 1, 1, expect.arrayContaining(['oe-2-2.attested'])],
    ['price-feed', 1, 2, expect.arrayContaining(['oe-2-1.attested'])],
    ['records-archive', 0, 1, expect.arrayContaining(['oe-1-2.board'])],
  ])(
    'with the catalog, put %s at level %d of possibly %d',
    (name, proven, possible, blockers) => {
      const workload = entities
        .filter(isWorkload)
        .find(({ metadata }) => metadata.name === name) as WorkloadEntity;
      const workloadRef = stringifyEntityRef(workload);
      const parts = entities.filter(
        entity => !isWorkload(entity) && workloadRefOf(entity) === workloadRef,
      );
      const facts = extractCatalogFacts(
        {
          workload,
          stamps: parts.filter(isStamp),
          resources: parts.filter(
            part => part.kind === 'Resource' && !isStamp(part),
          ),
          components: parts.filter(({ kind }) => kind === 'Component'),
          apis: [],
        },
        NOW,
      );
      const results = evaluateModel(
        model,
        {
          facts,
          attestations: items.filter(item => item.workloadRef === workloadRef),
        },
        [catalogFactSchema],
        NOW,
      );
      const levels = computeLevels(
        model,
        new Map(results.map(({ criterionId, state }) => [criterionId, state])),
      );
      expect({
        proven: levels.proven,
        possible: levels.possible,
        blockers: levels.next?.blockers,
      }).toEqual({ proven, possible, blockers });
    },
  );
});
