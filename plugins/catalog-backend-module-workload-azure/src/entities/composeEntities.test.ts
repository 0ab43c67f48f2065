import {
  KubernetesValidatorFunctions,
  entityEnvelopeSchemaValidator,
} from '@backstage/catalog-model';
import * as fc from 'fast-check';
import { AzureResource } from '../azure/AzureResource';
import { Rule } from '../rules/Rule';
import { composeEntities } from './composeEntities';
import { entityName } from './entityName';
import { ResourceTypes } from './resourceTypes';

const rule = (...tags: string[]): Rule => ({ tags, values: new Map() });
const compose = (resources: AzureResource[]) =>
  composeEntities(
    { subscriptions: new Map(), resourceGroups: new Map(), resources },
    {
      location: 'plumbline-azure:test',
      types: new ResourceTypes(new Map(), []),
      rules: {
        owner: rule('owner'),
        workload: rule('workload'),
        stamp: rule('stamp'),
        environment: rule('environment'),
        releaseUnit: rule('prefix'),
        namespace: 'default',
      },
      portalUrl: 'https://portal.azure.com',
      onlyWorkloads: false,
      withoutManagedGroups: true,
      elsewhere: new Map(),
      workloadOwners: new Map(),
      defaultOwner: 'group:default/platform',
      telemetry: new Map(),
    },
  ).entities;

/** Few names, so that many are the same; and some that the catalog would not take. */
const azureName = fc.oneof(
  fc.constantFrom('shop', 'Shop', 'kv-shop', 'kv_shop', 'a'.repeat(90), '___'),
  fc.string({ unit: fc.constantFrom(...'abAB09-_.() é'), minLength: 1 }),
);
const resource = fc
  .record({
    subscription: fc.constantFrom('s1', 's2'),
    group: fc.constantFrom('rg-a', 'rg-b'),
    type: fc.constantFrom(
      'microsoft.keyvault/vaults',
      'microsoft.web/sites',
      'microsoft.network/privateendpoints',
    ),
    name: azureName,
    tag: fc.option(azureName, { nil: undefined }),
    targets: fc.array(azureName, { maxLength: 3 }),
  })
  .map(({ subscription, group, type, name, tag, targets }): AzureResource => {
    const idOf = (each: string, of = type) =>
      `/subscriptions/${subscription}/resourceGroups/${group}/providers/${of}/${each}`;
    return {
      id: idOf(name),
      name,
      type,
      kind: '',
      location: 'westeurope',
      subscriptionId: subscription,
      resourceGroup: group,
      tags: tag
        ? { owner: tag, workload: tag, stamp: tag, environment: tag }
        : {},
      zones: [],
      sku: '',
      properties: {
        privateLinkServiceConnections: targets.map(each => ({
          properties: {
            privateLinkServiceId: idOf(each, 'microsoft.keyvault/vaults'),
          },
        })),
      },
    };
  });
const resources = fc.uniqueArray(resource, {
  selector: ({ id }) => id.toLowerCase(),
  maxLength: 30,
});

describe('composeEntities', () => {
  it('gives every resource one valid entity of its own', () => {
    const isValid = entityEnvelopeSchemaValidator();
    fc.assert(
      fc.property(resources, all => {
        const entities = compose(all);
        expect(entities).toHaveLength(all.length);
        expect(new Set(entities.map(({ entityRef }) => entityRef)).size).toBe(
          all.length,
        );
        for (const { entity } of entities) {
          isValid(entity);
          expect(
            KubernetesValidatorFunctions.isValidObjectName(
              entity.metadata.name,
            ),
          ).toBe(true);
          expect(entity.spec?.owner).toMatch(/^\w+:[\w-]+\/./);
        }
      }),
    );
  });

  it('never renames an entity because of other resources', () => {
    fc.assert(
      fc.property(resources, resource, (all, one) => {
        const refs = (of: AzureResource[]) =>
          new Map(compose(of).map(each => [each.resourceId, each.entityRef]));
        const alone = refs([one]).get(one.id);
        const together = refs([
          ...all.filter(({ id }) => id.toLowerCase() !== one.id.toLowerCase()),
          one,
        ]);
        expect(together.get(one.id)).toBe(alone);
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(resources, all => {
        expect(compose([...all].reverse())).toEqual(compose(all));
      }),
    );
  });

  it('leads only to entities that there are, and never to itself', () => {
    fc.assert(
      fc.property(resources, all => {
        const entities = compose(all);
        const refs = new Set(entities.map(({ entityRef }) => entityRef));
        for (const { entityRef, entity } of entities) {
          for (const ref of (entity.spec?.dependsOn ?? []) as string[]) {
            expect(refs).toContain(ref);
            expect(ref).not.toBe(entityRef);
          }
        }
      }),
    );
  });
});

describe('entityName', () => {
  it.each([
    ['kv-shop', /^kv-shop-[0-9a-f]{8}$/],
    ['Kv_Shop.1', /^kv-shop-1-[0-9a-f]{8}$/],
    ['x'.repeat(90), /^x{54}-[0-9a-f]{8}$/],
    ['()', /^[0-9a-f]{8}$/],
  ])('of %s', (name, expected) => {
    expect(entityName({ id: `/subscriptions/s/${name}`, name })).toMatch(
      expected,
    );
  });

  it('is the same however Azure writes the id', () => {
    const id = '/subscriptions/S/resourceGroups/RG/providers/A.B/c/Name';
    expect(entityName({ id: `${id.toUpperCase()}/`, name: 'Name' })).toBe(
      entityName({ id, name: 'Name' }),
    );
  });
});
