import { Entity } from '@backstage/catalog-model';
import {
  isFactValue,
  stampsFactSchema,
} from '@plumbline/plugin-maturity-common';
import { DEFAULT_POLICY, REGIONS } from '@plumbline/plugin-stamp-common';
import {
  STAMP_LIFECYCLES,
  StampEntity,
  WorkloadEntity,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import fc from 'fast-check';
import { stampFacts } from './stampFacts';

const API = 'backstage.io/v1alpha1';
const refTo = (name: string) => `resource:default/${name}`;

function stamp(
  name: string,
  spec: Partial<StampEntity['spec']> = {},
  dependsOn: string[] = [],
): StampEntity {
  return {
    apiVersion: API,
    kind: 'Resource',
    metadata: { name },
    spec: {
      type: 'deployment-stamp',
      owner: 'team',
      system: 'shop',
      region: 'westeurope',
      environment: 'prod',
      instance: 1,
      lifecycle: 'active',
      ...spec,
    },
    relations: dependsOn.map(target => ({
      type: 'dependsOn',
      targetRef: refTo(target),
    })),
  };
}

function resource(
  name: string,
  type: string,
  options: { scope?: string; dependsOn?: string[] } = {},
): Entity {
  return {
    apiVersion: API,
    kind: 'Resource',
    metadata: {
      name,
      annotations: options.scope
        ? { 'plumbline.io/scope': options.scope }
        : undefined,
    },
    spec: { type },
    relations: (options.dependsOn ?? []).map(target => ({
      type: 'dependsOn',
      targetRef: refTo(target),
    })),
  };
}

function shop(
  stamps: StampEntity[],
  resources: Entity[] = [],
  residency?: string,
): WorkloadEntities {
  return {
    workloadRef: 'system:default/shop',
    workload: {
      apiVersion: API,
      kind: 'System',
      metadata: { name: 'shop' },
      spec: { type: 'workload', owner: 'team', residency },
    } as WorkloadEntity,
    stamps,
    resources,
    components: [],
    apis: [],
  };
}

const factsOf = (entities: WorkloadEntities) =>
  stampFacts(entities, { regions: REGIONS, policy: DEFAULT_POLICY });

/** Only those that are there. */
const said = (entities: WorkloadEntities) =>
  JSON.parse(JSON.stringify(factsOf(entities)));

describe('stampFacts', () => {
  it('says little of a workload without stamps and resources', () => {
    expect(said(shop([], [], 'EU'))).toEqual({
      production: [],
      nonProduction: [],
      virtualMachines: [],
      scaleSets: [],
      resourceTypes: [],
      globalKeyVaults: [],
    });
    expect(said(shop([stamp('old', { lifecycle: 'retired' })]))).toEqual(
      said(shop([])),
    );
  });

  it('gives every fact of the schema, and no other', () => {
    const entities = shop(
      [
        stamp('weu', { trafficWeight: 60, scaleUnit: { maxUsers: 1000 } }),
        stamp('westindia', { region: 'westindia', trafficWeight: 40 }),
        stamp('austria', { region: 'austriaeast', trafficWeight: 0 }),
        stamp('planned', { lifecycle: 'planned' }),
        stamp('test', { environment: 'Test' }),
        stamp('moon', { environment: 'dev', region: 'moonnorth' }),
      ],
      [
        resource('vm', 'virtual-machine'),
        resource('vmss', 'microsoft.compute/virtualMachineScaleSets'),
        resource('kv', 'key-vault', { scope: 'global' }),
        resource('kv-weu', 'key-vault', { scope: 'stamp' }),
      ],
      'EU',
    );
    const facts = said(entities);
    expect(facts).toEqual({
      production: ['austria', 'westindia', 'weu'].map(refTo),
      productionRegions: ['austriaeast', 'westeurope', 'westindia'],
      nonProduction: ['moon', 'test'].map(refTo),
      outsideZones: ['westindia'].map(refTo),
      withoutPair: ['austria'].map(refTo),
      outsideResidency: ['westindia'].map(refTo),
      unknownRegions: ['moon'].map(refTo),
      traffic: 100,
      withoutCapacity: ['austria', 'westindia'].map(refTo),
      virtualMachines: ['vm'].map(refTo),
      scaleSets: ['vmss'].map(refTo),
      resourceTypes: [
        'key-vault',
        'microsoft.compute/virtualMachineScaleSets',
        'virtual-machine',
      ],
      sharedAcrossStamps: [],
      globalKeyVaults: ['kv'].map(refTo),
    });
    expect(Object.keys(facts).sort()).toEqual(
      Object.keys(stampsFactSchema.facts).sort(),
    );
  });

  it('claims nothing about stamps in no known region', () => {
    const facts = factsOf(
      shop([stamp('weu'), stamp('moon', { region: 'moonnorth' })], [], 'EU'),
    );
    expect(facts.unknownRegions).toEqual([refTo('moon')]);
    expect(facts.productionRegions).toEqual(['westeurope']);
    expect(facts.outsideZones).toBeUndefined();
    expect(facts.withoutPair).toBeUndefined();
    expect(facts.outsideResidency).toBeUndefined();
  });

  it.each<[string | undefined, string, string[] | undefined]>([
    [undefined, 'westindia', undefined],
    ['EU', 'westeurope', []],
    ['eu', 'westindia', [refTo('it')]],
    ['UK', 'westeurope', [refTo('it')]],
    ['BR', 'brazilsouth', [refTo('it')]],
    ['Narnia', 'westeurope', undefined],
  ])('with residency %p and a stamp in %p', (residency, region, outside) => {
    expect(
      factsOf(shop([stamp('it', { region })], [], residency)).outsideResidency,
    ).toEqual(outside);
  });

  it('adds up traffic only when every production stamp states its own', () => {
    const traffic = (...weights: (number | undefined)[]) =>
      factsOf(shop(weights.map((w, i) => stamp(`s${i}`, { trafficWeight: w }))))
        .traffic;
    expect(traffic(33.3, 33.3, 33.4)).toBe(100);
    expect(traffic(100, undefined)).toBeUndefined();
    expect(traffic()).toBeUndefined();
  });

  it('finds regional resources of several stamps, through others too', () => {
    const facts = factsOf(
      shop(
        [
          stamp('a', {}, ['web-a', 'registry']),
          stamp('b', {}, ['web-b', 'registry']),
          stamp('gone', { lifecycle: 'retired' }, ['web-a']),
        ],
        [
          resource('web-a', 'web-app', { dependsOn: ['db', 'web-a'] }),
          resource('web-b', 'web-app', { dependsOn: ['db'] }),
          resource('db', 'postgresql'),
          resource('registry', 'container-registry', {
            scope: 'global',
            dependsOn: ['logs'],
          }),
          resource('logs', 'log-analytics'),
        ],
      ),
    );
    expect(facts.sharedAcrossStamps).toEqual([refTo('db')]);
  });

  it('gives facts of the right types, whatever the order of the entities', () => {
    const anyStamp = fc
      .record({
        name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        region: fc.constantFrom(
          'westeurope',
          'WestIndia',
          'austriaeast',
          'moon',
          '',
        ),
        environment: fc.constantFrom('prod', 'live', 'test', ''),
        lifecycle: fc.constantFrom(...STAMP_LIFECYCLES),
        trafficWeight: fc.option(fc.integer({ min: 0, max: 100 }), {
          nil: undefined,
        }),
      })
      .map(({ name, ...spec }) => stamp(name, spec, ['db']));
    const stamps = fc.uniqueArray(anyStamp, {
      selector: ({ metadata }) => metadata.name,
    });
    const types = Object.entries(stampsFactSchema.facts).map(
      ([name, { type }]) => [name, type] as const,
    );
    fc.assert(
      fc.property(
        stamps,
        fc.constantFrom('EU', 'x', undefined),
        (of, where) => {
          const entities = shop(of, [resource('db', 'redis')], where);
          const facts: Record<string, unknown> = said(entities);
          const known = types.filter(([name]) => name in facts);
          expect(Object.keys(facts)).toHaveLength(known.length);
          expect(
            known.filter(([name, type]) => !isFactValue(facts[name], type)),
          ).toEqual([]);
          expect(
            said(shop([...of].reverse(), entities.resources, where)),
          ).toEqual(facts);
        },
      ),
    );
  });
});
