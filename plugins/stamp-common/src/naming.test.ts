import fc from 'fast-check';
import {
  NAME_RULES,
  NamedResource,
  StampSlot,
  WORKLOAD_NAME_RULES,
  azureNames,
  stampName,
  workloadAzureNames,
} from './naming';
import { REGIONS } from './regions';

const SLOT: StampSlot = {
  workloadRef: 'system:default/deal-fraud-model',
  workload: 'deal-fraud-model',
  environment: 'prod',
  region: 'brazilsouth',
  geoCode: 'brs',
  instance: 1,
};

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const slots: fc.Arbitrary<StampSlot> = fc
  .record({
    namespace: fc.constantFrom('default', 'team-a'),
    workload: fc
      .array(word, { minLength: 1, maxLength: 3 })
      .chain(words =>
        fc.constantFrom('-', '_', '.').map(separator => words.join(separator)),
      ),
    environment: fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/),
    region: fc.constantFrom(...REGIONS),
    instance: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ namespace, workload, environment, region, instance }) => ({
    workloadRef: `system:${namespace}/${workload}`,
    workload,
    environment,
    region: region.name,
    geoCode: region.geoCode,
    instance,
  }));

describe('stampName', () => {
  it('is workload, environment, region and number', () => {
    expect(stampName(SLOT)).toBe('deal-fraud-model-prod-brazilsouth-001');
  });
});

describe('azureNames', () => {
  it('reads well where it may', () => {
    const names = azureNames(SLOT);
    expect(names.resourceGroup).toBe('rg-deal-fraud-model-prod-brs-001');
    expect(names.logAnalytics).toBe('log-deal-fraud-model-prod-brs-001');
  });

  it('shortens what must be unique in all of Azure and ends it in a hash', () => {
    const { webApp, keyVault, dataLake } = azureNames(SLOT);
    expect(webApp).toMatch(/^app-dealfraudmodel-prod-brs-001-[a-z0-9]{6}$/);
    expect(keyVault).toMatch(/^kvdealfrprodbrs001[a-z0-9]{6}$/);
    expect(dataLake).toMatch(/^dlsdealfprodbrs001[a-z0-9]{6}$/);
  });

  it('keeps to the limits of every resource type', () => {
    fc.assert(
      fc.property(slots, slot => {
        const names = azureNames(slot);
        for (const [
          resource,
          { maxLength, room, separator, abbreviation },
        ] of Object.entries(NAME_RULES)) {
          const name = names[resource as NamedResource];
          expect(name.length + room).toBeLessThanOrEqual(maxLength);
          expect(name.length).toBeGreaterThanOrEqual(4);
          expect(name.startsWith(abbreviation)).toBe(true);
          expect(name).toMatch(
            separator ? /^[a-z0-9]+(-[a-z0-9]+)*$/ : /^[a-z0-9]+$/,
          );
        }
      }),
    );
  });

  it('gives no two slots the same name', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(slots, {
          minLength: 2,
          maxLength: 40,
          selector: slot =>
            [
              slot.workloadRef,
              slot.environment,
              slot.region,
              slot.instance,
            ].join(),
        }),
        estate => {
          const all = estate.map(slot => azureNames(slot));
          for (const resource of Object.keys(NAME_RULES) as NamedResource[]) {
            const names = all.map(each => each[resource]);
            expect(new Set(names).size).toBe(names.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells apart what would be cut at the same place', () => {
    const a = azureNames({ ...SLOT, environment: 'production1' });
    const b = azureNames({ ...SLOT, environment: 'production2' });
    expect(a.keyVault).not.toBe(b.keyVault);
  });

  it('leaves room for what the code appends', () => {
    const names = azureNames({ ...SLOT, workload: 'w'.repeat(63) });
    expect(`${names.webApp}-green`.length).toBeLessThanOrEqual(60);
    expect(`${names.servicePlan}-green`.length).toBeLessThanOrEqual(60);
    expect(`${names.frontDoorOrigin}-green`.length).toBeLessThanOrEqual(90);
    expect(`${names.privateEndpoint}-vault`.length).toBeLessThanOrEqual(64);
  });

  it('gives two organizations different names where Azure knows each once', () => {
    const one = azureNames(SLOT, 'contoso');
    const two = azureNames(SLOT, 'fabrikam');
    for (const [resource, { global }] of Object.entries(NAME_RULES)) {
      const name = resource as NamedResource;
      expect(one[name] === two[name]).toBe(!global);
    }
    expect(azureNames(SLOT, '')).toEqual(azureNames(SLOT));
  });
});

describe('workloadAzureNames', () => {
  it('keeps to the limits, and differs from workload to workload and from their stamps', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(slots, {
          minLength: 1,
          maxLength: 30,
          selector: ({ workloadRef }) => workloadRef,
        }),
        estate => {
          const all = estate.map(slot => workloadAzureNames(slot));
          const stamps: Record<string, string>[] = estate.map(slot =>
            azureNames(slot),
          );
          for (const [resource, each] of Object.entries(WORKLOAD_NAME_RULES)) {
            const names = all.map(
              shared => (shared as Record<string, string>)[resource],
            );
            for (const name of names) {
              expect(name.length + each.room).toBeLessThanOrEqual(
                each.maxLength,
              );
              expect(name).toMatch(
                each.separator
                  ? /^[a-z0-9]+(-[a-z0-9]+)*$/
                  : /^[a-z][a-z0-9]+$/,
              );
            }
            const taken = [
              ...names,
              ...stamps.flatMap(stamp => stamp[resource] ?? []),
            ];
            expect(new Set(taken).size).toBe(taken.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
