import { stringifyEntityRef } from '@backstage/catalog-model';
import { STAMP_ANNOTATIONS } from '@plumbline/plugin-stamp-common';
import { checkEntity } from '@plumbline/plugin-workload-common';
import { examplePlan, exampleWorkloadPlan } from '../../__testUtils__/plans';
import { workloadEntities } from '../workload/workloadEntities';
import { stampEntities } from './stampEntities';

describe('entities of a stamp', () => {
  const plan = examplePlan();
  const entities = stampEntities(plan);
  const [stamp, ...parts] = entities;
  const ofType = (type: string) =>
    entities.filter(({ spec }) => spec?.type === type);

  it('are the stamp and each of its resources, which it depends on', () => {
    expect(entities.flatMap(checkEntity)).toEqual([]);
    expect(stamp.spec?.dependsOn).toEqual([
      ...plan.globalResources.map(({ ref }) => ref),
      ...parts.map(part => stringifyEntityRef(part)),
    ]);
    expect(parts.map(({ spec }) => spec?.type)).toEqual([
      'web-app',
      'app-service-plan',
      'key-vault',
      'data-lake',
      'managed-identity',
      'virtual-network',
      'private-dns-zone',
      'application-insights',
      'log-analytics',
      'action-group',
    ]);
  });

  it('lead to nothing that is not there', () => {
    const refs = new Set([
      ...entities.map(entity => stringifyEntityRef(entity)),
      ...plan.globalResources.map(({ ref }) => ref),
    ]);
    for (const { spec } of entities) {
      for (const field of ['dependsOn', 'sendsTelemetryTo']) {
        for (const ref of (spec?.[field] ?? []) as string[]) {
          expect(refs).toContain(ref);
        }
      }
    }
  });

  it('say where their service levels are, and the vault its name', () => {
    expect(stamp.metadata.annotations).toMatchObject({
      'plumbline.io/openslo': './slo.yaml',
      [STAMP_ANNOTATIONS.addressRange]: plan.address.range,
    });
    const [vault] = ofType('key-vault');
    expect(vault.metadata.annotations).toMatchObject({
      'plumbline.io/key-vault-name': plan.azureNames.keyVault,
      [STAMP_ANNOTATIONS.resourceGroup]: plan.azureNames.resourceGroup,
    });
  });

  it('need no vault but their own', () => {
    const shared = { ref: 'resource:default/shared-vault', type: 'key-vault' };
    const [needing] = stampEntities({
      ...plan,
      globalResources: [...plan.globalResources, shared],
    });
    expect(needing.spec?.dependsOn).not.toContain(shared.ref);
  });

  it('ask for the lifecycle and weight of the plan', () => {
    const [drained] = stampEntities({
      ...plan,
      lifecycle: 'draining',
      trafficWeight: 0,
    });
    expect(drained.spec).toMatchObject({
      lifecycle: 'draining',
      trafficWeight: 0,
    });
  });

  it('stand in the namespace of the workload', () => {
    const elsewhere = stampEntities({
      ...plan,
      stampRef: `resource:bank/${plan.name}`,
    });
    expect(
      new Set(elsewhere.map(({ metadata }) => metadata.namespace)),
    ).toEqual(new Set(['bank']));
  });
});

describe('entities of a new workload', () => {
  const plan = exampleWorkloadPlan();
  const entities = workloadEntities(plan);

  it('are the workload, its application and what all stamps share', () => {
    expect(entities.flatMap(checkEntity)).toEqual([]);
    expect(entities.map(({ kind, spec }) => `${kind} ${spec?.type}`)).toEqual([
      'System workload',
      'Component service',
      'Resource front-door',
      'Resource log-analytics',
      'Resource key-vault',
      'Resource container-registry',
    ]);
  });

  it('say what the next stamp needs', () => {
    const [system, , frontDoor] = entities;
    expect(system.metadata.annotations).toMatchObject({
      [STAMP_ANNOTATIONS.addressRange]: plan.addressRange,
      [STAMP_ANNOTATIONS.containerImage]: plan.image,
    });
    expect(frontDoor.metadata.annotations).toMatchObject({
      'plumbline.io/scope': 'global',
      [STAMP_ANNOTATIONS.azureName]: plan.azureNames.frontDoor,
      [STAMP_ANNOTATIONS.resourceGroup]: plan.azureNames.resourceGroup,
    });
  });
});
