import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Entity,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  isStamp,
  isWorkload,
} from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';

const EXAMPLES = resolve(__dirname, '../../../../examples');

function readEntities(): Entity[] {
  const folder = resolve(EXAMPLES, 'catalog');
  return [
    resolve(EXAMPLES, 'org.yaml'),
    ...readdirSync(folder).map(name => resolve(folder, name)),
  ].flatMap(file =>
    parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Entity;
    }),
  );
}

describe('the example catalog', () => {
  const entities = readEntities();
  const refs = entities.map(entity => stringifyEntityRef(entity));

  it('has no entity twice and no ref that leads nowhere', () => {
    expect(new Set(refs).size).toBe(refs.length);
    const named = entities.flatMap(({ spec, metadata }) => [
      ...((spec?.dependsOn as string[]) ?? []),
      ...((spec?.sendsTelemetryTo as string[]) ?? []),
      ...(spec?.system ? [`system:default/${spec.system}`] : []),
      ...(spec?.domain ? [`domain:default/${spec.domain}`] : []),
      ...(spec?.owner ? [String(spec.owner)] : []),
      ...((spec?.memberOf as string[]) ?? []).map(
        group => `group:default/${group}`,
      ),
      ...(metadata.annotations?.[ANNOTATIONS.escalation]?.split(', ') ?? []),
    ]);
    expect(named.filter(ref => !refs.includes(ref))).toEqual([]);
  });

  it('is accepted by the catalog', async () => {
    const policies = [
      new SchemaValidEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ];
    for (const entity of entities) {
      for (const policy of policies) {
        expect(await policy.enforce(entity)).toBe(entity);
      }
    }
  });

  it('has six workloads of different shapes', () => {
    const stampsOf = (workload: Entity) =>
      entities
        .filter(isStamp)
        .filter(({ spec }) => spec.system === workload.metadata.name)
        .map(({ spec }) => `${spec.environment} ${spec.region}`);
    expect(
      Object.fromEntries(
        entities
          .filter(isWorkload)
          .map(each => [each.metadata.name, stampsOf(each)]),
      ),
    ).toEqual({
      'card-payments': ['prod northeurope', 'prod westeurope'],
      'claims-desk': ['prod uksouth'],
      'deal-fraud-model': [
        'prod eastus2',
        'prod westeurope',
        'prod brazilsouth',
      ],
      'ie-bank': ['dev westeurope', 'uat westeurope', 'prod westeurope'],
      'price-feed': ['prod swedencentral'],
      'records-archive': [],
    });
  });

  it('sends all traffic of production somewhere', () => {
    const shares = new Map<string, number>();
    for (const { spec } of entities.filter(isStamp)) {
      if (spec.environment !== 'prod') continue;
      const share = (shares.get(spec.system) ?? 0) + (spec.trafficWeight ?? 0);
      shares.set(spec.system, share);
    }
    expect(new Set(shares.values())).toEqual(new Set([100]));
  });

  it('names no real subscription', () => {
    const ids = entities.flatMap(
      ({ metadata }) =>
        metadata.annotations?.[ANNOTATIONS.azureResourceId] ?? [],
    );
    expect(ids.length).toBeGreaterThan(80);
    for (const id of ids) {
      expect(id).toMatch(
        /^\/subscriptions\/00000000-0000-0000-0000-000000000000\//,
      );
    }
  });
});
