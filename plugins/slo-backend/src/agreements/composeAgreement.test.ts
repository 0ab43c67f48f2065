import {
  AvailabilityNode,
  DependencySla,
  ObjectiveDefinition,
} from '@plumbline/plugin-slo-common';
import { resource, shopWith, stamp } from '../__fixtures__/workloads';
import { SlaTable } from './SlaTable';
import { composeAgreement, dependenciesOf } from './composeAgreement';

const NOW = new Date('2026-11-21T12:00:00Z');

const sla = (
  resourceType: string,
  value: number,
  tier?: string,
): DependencySla => ({
  resourceType,
  tier,
  service: resourceType,
  value,
  source: 'a contract',
  date: '2026-11-01',
  confirmed: true,
});

const table = new SlaTable(
  [
    sla('web-app', 0.9995),
    sla('postgresql', 0.999),
    sla('postgresql', 0.9999, 'zone-redundant'),
    sla('front-door', 0.9999),
  ],
  [{ resourceType: 'app-service-plan', reason: 'The apps have it.' }],
);

const app = (place: string) => resource(`app-${place}`, 'web-app');
const shared = resource('door', 'front-door', {
  'plumbline.io/scope': 'global',
});

function words(node: AvailabilityNode | null): unknown {
  if (!node) return null;
  if (node.kind === 'dependency') {
    return [node.title, node.override ?? node.sla?.value ?? null];
  }
  return { [node.kind]: node.children.map(words) };
}

const compose = (
  entities: ReturnType<typeof shopWith>,
  rest: Partial<Parameters<typeof composeAgreement>[0]> = {},
) => composeAgreement({ entities, table, objectives: [], now: NOW, ...rest });

describe('composeAgreement', () => {
  const twoRegions = shopWith({
    stamps: [
      stamp('weu', ['app-weu', 'db-weu', 'plan', 'logs', 'door']),
      stamp('neu', ['app-neu', 'door'], { region: 'northeurope' }),
      stamp('uat', ['app-uat'], { environment: 'uat' }),
      stamp('old', ['app-old'], { lifecycle: 'retired' }),
    ],
    resources: [
      app('weu'),
      app('neu'),
      app('uat'),
      app('old'),
      shared,
      resource('db-weu', 'postgresql', {
        'plumbline.io/service-tier': 'zone-redundant',
      }),
      resource('plan', 'app-service-plan'),
      resource('logs', 'log-analytics'),
      resource('attic', 'storage-account'),
    ],
  });

  it('puts what stamps share in a row with the serving stamps side by side', () => {
    const agreement = compose(twoRegions);
    expect(words(agreement.path)).toEqual({
      serial: [
        ['door', 0.9999],
        {
          parallel: [
            { serial: [['app-neu', 0.9995]] },
            {
              serial: [
                ['app-weu', 0.9995],
                ['db-weu', 0.9999],
              ],
            },
          ],
        },
      ],
    });
    const weu = 0.9995 * 0.9999;
    expect(agreement.allowed).toBeCloseTo(
      0.9999 * (1 - (1 - weu) * (1 - 0.9995)),
      12,
    );
    expect(agreement.arithmetic.length).toBeGreaterThan(2);
    expect(agreement.unknown).toEqual([]);
    expect(
      agreement.offPath?.map(({ title, reason }) => [title, reason]),
    ).toEqual([
      ['attic', 'Neither a stamp nor a component depends on it.'],
      ['logs', 'What runs goes on without it; only changes need it.'],
      ['plan', 'The apps have it.'],
    ]);
  });

  it('leaves out what has no known promise, and says so', () => {
    const agreement = compose(
      shopWith({
        stamps: [stamp('weu', ['app-weu', 'abacus'])],
        resources: [app('weu'), resource('abacus', 'abacus')],
      }),
    );
    expect(agreement.unknown).toEqual(['resource:default/abacus']);
    expect(agreement.allowed).toBe(0.9995);
  });

  it('takes the promise that the resource itself names before the table', () => {
    const { path } = compose(
      shopWith({
        resources: [
          resource('app', 'web-app', { 'plumbline.io/service-sla': '0.99' }),
          resource('bad', 'web-app', { 'plumbline.io/service-sla': '99.9' }),
        ],
      }),
    );
    expect(words(path)).toEqual({
      serial: [
        ['app', 0.99],
        ['bad', 0.9995],
      ],
    });
    expect(path).toMatchObject({
      children: [
        {
          sla: {
            confirmed: false,
            date: '2026-11-21',
            source:
              'annotation plumbline.io/service-sla of resource:default/app; the table says 99.95%',
          },
        },
        { sla: { source: 'a contract' } },
      ],
    });
  });

  it('follows what people corrected', () => {
    const edit = {
      excluded: ['resource:default/door'],
      included: ['resource:default/logs'],
      overrides: { 'resource:default/app-neu': 0.5 },
    };
    const agreement = compose(twoRegions, {
      edit: { edit, editedBy: 'user:default/ada', editedAt: NOW.toISOString() },
    });
    expect(words(agreement.path)).toEqual({
      serial: [
        {
          parallel: [
            { serial: [['app-neu', 0.5]] },
            {
              serial: [
                ['app-weu', 0.9995],
                ['db-weu', 0.9999],
                ['logs', null],
              ],
            },
          ],
        },
      ],
    });
    expect(agreement).toMatchObject({
      excluded: ['resource:default/door'],
      included: ['resource:default/logs'],
      editedBy: 'user:default/ada',
    });
    expect(agreement.offPath?.[1]).toMatchObject({ title: 'door' });
    expect([...dependenciesOf(agreement)].sort()).toEqual([
      'resource:default/app-neu',
      'resource:default/app-weu',
      'resource:default/attic',
      'resource:default/db-weu',
      'resource:default/door',
      'resource:default/logs',
      'resource:default/plan',
    ]);
  });

  it('finds the SLA that promises more', () => {
    const objective = {
      id: 'shop-uptime',
      entityRef: 'system:default/shop',
      workloadRef: 'system:default/shop',
      subject: 'availability',
      sla: { target: 0.9999 },
    } as ObjectiveDefinition;
    const one = shopWith({ resources: [app('weu')] });
    expect(compose(one, { objectives: [objective] }).findings).toEqual([
      expect.objectContaining({
        objectiveId: 'shop-uptime',
        slaTarget: 0.9999,
        allowed: 0.9995,
      }),
    ]);
  });

  it('has no path without dependencies', () => {
    expect(compose(shopWith({}))).toMatchObject({ path: null, allowed: null });
  });
});
