import { Entity } from '@backstage/catalog-model';
import { StampEntity, WorkloadEntity } from '@plumbline/plugin-workload-common';
import { existingStampOf, stampWorkloadOf } from './estate';

const WORKLOAD: WorkloadEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'IE-Bank',
    annotations: { 'plumbline.io/address-range': '10.80.0.0/16' },
  },
  spec: { type: 'workload', owner: 'ie-bank-sre', residency: 'EU' },
};

function resource(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, annotations },
    spec: { type: 'container-registry' },
  };
}

function stamp(name: string, spec: object, addressRange?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: addressRange && {
        'plumbline.io/address-range': addressRange,
      },
    },
    spec: { type: 'deployment-stamp', ...spec },
  } as StampEntity;
}

describe('stampWorkloadOf', () => {
  it('reads owner, residency, range and global resources', () => {
    expect(
      stampWorkloadOf(WORKLOAD, [
        resource('registry', { 'plumbline.io/scope': 'global' }),
        resource('front-door', {
          'plumbline.io/scope': 'global',
          'plumbline.io/environment': 'prod',
        }),
        resource('vault', { 'plumbline.io/scope': 'stamp' }),
      ]),
    ).toEqual({
      ref: 'system:default/ie-bank',
      owner: 'group:default/ie-bank-sre',
      residency: 'EU',
      addressRange: '10.80.0.0/16',
      globalResources: [
        {
          ref: 'resource:default/front-door',
          type: 'container-registry',
          environment: 'prod',
        },
        { ref: 'resource:default/registry', type: 'container-registry' },
      ],
    });
  });

  it('turns a residency of another type into one that no policy knows', () => {
    const spec = { ...WORKLOAD.spec, residency: ['EU', 'US'] as any };
    expect(stampWorkloadOf({ ...WORKLOAD, spec }, []).residency).toBe('EU,US');
  });
});

describe('existingStampOf', () => {
  it('reads the fields of a stamp', () => {
    expect(
      existingStampOf(
        stamp(
          'ie-bank-prod-westeurope-002',
          { environment: 'prod', region: 'westeurope', instance: 2 },
          '10.80.16.0/20',
        ),
      ),
    ).toEqual({
      name: 'ie-bank-prod-westeurope-002',
      environment: 'prod',
      region: 'westeurope',
      instance: 2,
      addressRange: '10.80.16.0/20',
    });
  });

  it('takes from the name what the fields do not say', () => {
    expect(existingStampOf(stamp('ie-bank-prod-westeurope-003', {}))).toEqual({
      name: 'ie-bank-prod-westeurope-003',
      environment: 'prod',
      region: 'westeurope',
      instance: 3,
    });
  });

  it('leaves a number away that nothing tells', () => {
    const odd = stamp('odd', {
      environment: 'prod',
      region: 'x',
      instance: '1',
    });
    expect(existingStampOf(odd).instance).toBeUndefined();
  });
});
