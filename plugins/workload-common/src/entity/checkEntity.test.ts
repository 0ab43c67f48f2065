import { Entity } from '@backstage/catalog-model';
import { checkEntity } from './checkEntity';
import { fieldProblemText } from './fieldCheck';

const stamp: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'shop-prod-westeurope-001' },
  spec: {
    type: 'deployment-stamp',
    owner: 'shop',
    system: 'shop',
    region: 'westeurope',
    environment: 'prod',
    instance: 1,
    lifecycle: 'active',
    trafficWeight: 50,
    scaleUnit: { maxUsers: 1000 },
    dependsOn: ['resource:shop-kv'],
  },
};

const workload: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop' },
  spec: { type: 'workload', owner: 'shop', tier: 'standard', domain: 'retail' },
};

const vault: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'shop-kv',
    annotations: {
      'plumbline.io/scope': 'stamp',
      'plumbline.io/region': 'westeurope',
      'plumbline.io/runbook-url': 'https://runbooks.example.com/kv',
    },
  },
  spec: {
    type: 'key-vault',
    owner: 'shop',
    system: 'shop',
    sendsTelemetryTo: ['shop-logs'],
  },
};

function messages(entity: Entity, spec: object, annotations: object = {}) {
  return checkEntity({
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: { ...entity.metadata.annotations, ...annotations },
    },
    spec: { ...entity.spec, ...spec },
  }).map(fieldProblemText);
}

describe('checkEntity', () => {
  it('finds nothing wrong with sound entities', () => {
    expect([stamp, workload, vault].flatMap(checkEntity)).toEqual([]);
  });

  it.each(['https://runbooks.example.com/kv', '/docs/default/resource/kv'])(
    'takes the runbook %s',
    runbook => {
      const annotations = { 'plumbline.io/runbook-url': runbook };
      expect(messages(vault, {}, annotations)).toEqual([]);
    },
  );

  it.each([
    ['0.9995', 0],
    ['1', 0],
    ['99.95', 1],
    ['0', 1],
    ['', 1],
  ])('takes the promise %j with %i problems', (promise, problems) => {
    const annotations = { 'plumbline.io/service-sla': promise };
    expect(messages(vault, {}, annotations)).toHaveLength(problems);
  });

  // eslint-disable-next-line no-script-url
  it.each(['//runbooks.example.com/kv', 'javascript:alert(1)'])(
    'does not take the runbook %s',
    runbook => {
      const annotations = { 'plumbline.io/runbook-url': runbook };
      expect(messages(vault, {}, annotations)).toHaveLength(1);
    },
  );

  it('leaves the entities of others alone', () => {
    expect(
      checkEntity({
        ...vault,
        metadata: { name: 'queue' },
        spec: { type: 'queue' },
      }),
    ).toEqual([]);
  });

  it.each<[string, Entity, object, object, string[]]>([
    [
      'a misspelt lifecycle',
      stamp,
      { lifecycle: 'activ' },
      {},
      [
        'spec.lifecycle: found "activ", expected one of planned, active, draining, retired',
      ],
    ],
    [
      'missing fields, all at once',
      stamp,
      { region: undefined, instance: 0, trafficWeight: '50%' },
      {},
      [
        'spec.region: found nothing, expected an Azure region name such as westeurope',
        'spec.instance: found 0, expected a whole number from 1',
        'spec.trafficWeight: found "50%", expected a number from 0 to 100, in percent',
      ],
    ],
    [
      'a nested field',
      stamp,
      { scaleUnit: { maxUsers: 'many' } },
      {},
      ['spec.scaleUnit.maxUsers: found "many", expected a whole number from 1'],
    ],
    [
      'one item of a list',
      stamp,
      { dependsOn: ['resource:kv', { name: 'x' }] },
      {},
      [
        'spec.dependsOn[1]: found {"name":"x"}, expected an entity ref with its kind such as resource:default/payments-kv',
      ],
    ],
    [
      'no owner, unknown tier',
      workload,
      { owner: undefined, tier: 'gold' },
      {},
      [
        'spec.owner: found nothing, expected an entity ref such as group:default/payments',
        'spec.tier: found "gold", expected one of mission-critical, business-critical, standard',
      ],
    ],
    [
      'annotations',
      vault,
      {},
      {
        'plumbline.io/scope': 'regional',
        'plumbline.io/runbook-url': 'wiki/kv',
      },
      [
        'metadata.annotations.plumbline.io/scope: found "regional", expected one of global, stamp',
        'metadata.annotations.plumbline.io/runbook-url: found "wiki/kv", expected an address that starts with https:// or http://, or a path of this portal that starts with one /',
      ],
    ],
    [
      'telemetry that is no list',
      vault,
      { sendsTelemetryTo: 'logs' },
      {},
      ['spec.sendsTelemetryTo: found "logs", expected a list'],
    ],
  ])('names %s', (_, entity, spec, annotations, expected) => {
    expect(messages(entity, spec, annotations)).toEqual(expected);
  });
});
