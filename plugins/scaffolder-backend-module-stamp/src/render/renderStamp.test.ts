import { stringifyEntityRef } from '@backstage/catalog-model';
import { STAMP_FILES, parseStampLock } from '@plumbline/plugin-stamp-common';
import { isStamp } from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';
import { examplePlan } from '../__testUtils__/plans';
import { readTerraformFiles } from './readTerraformFiles';
import { StampFile, fileHash, renderStamp } from './renderStamp';

describe('renderStamp', () => {
  let terraform: StampFile[];

  beforeAll(async () => {
    terraform = await readTerraformFiles();
  });

  function contentOf(path: string, plan = examplePlan()) {
    const file = renderStamp(plan, terraform).find(each => each.path === path);
    return file!.content;
  }

  it('makes exactly the files that the form announces', () => {
    const paths = renderStamp(examplePlan(), terraform).map(({ path }) => path);
    expect(paths).toEqual(STAMP_FILES);
  });

  it('gives the same bytes for the same plan, in whatever order its fields come', () => {
    const plan = examplePlan();
    const turned = Object.fromEntries(Object.entries(plan).reverse());
    expect(renderStamp(turned as any, terraform)).toEqual(
      renderStamp(plan, terraform),
    );
  });

  it('puts every value of the plan into one data file and leaves the code alone', () => {
    const variables = JSON.parse(contentOf('terraform/stamp.auto.tfvars.json'));
    expect(variables).toMatchObject({
      location: 'japaneast',
      zones: ['1', '2', '3'],
      stamp: {
        name: 'deal-fraud-model-prod-japaneast-001',
        workload: 'system:default/deal-fraud-model',
      },
      names: { key_vault: expect.stringMatching(/^kvdealfr/) },
      address: { range: '10.80.0.0/20', web_subnet: '10.80.0.0/24' },
      size: { sku: 'P2v3', min_instances: 3, max_instances: 6 },
      storage_replication: 'GZRS',
    });
    for (const { path, content } of terraform) {
      expect(contentOf(`terraform/${path}`)).toBe(content);
      expect(content).not.toContain('deal-fraud');
    }
  });

  it('has a hash of each file and the whole plan in the lock', () => {
    const { lock } = parseStampLock(contentOf('stamp.lock.json'));
    expect(lock).toMatchObject({
      templateVersion: '1.0.0',
      plan: examplePlan(),
    });
    const files = renderStamp(examplePlan(), terraform);
    expect(lock!.files).toEqual(
      Object.fromEntries(
        files
          .filter(({ path }) => path !== 'stamp.lock.json')
          .map(({ path, content }) => [path, fileHash(content)]),
      ),
    );
  });

  it('describes the stamp and its resources for the catalog', () => {
    const entities = parseAllDocuments(contentOf('catalog-info.yaml')).map(
      document => document.toJS(),
    );
    const [stamp, ...resources] = entities;
    expect(isStamp(stamp)).toBe(true);
    expect(stamp).toMatchObject({
      metadata: {
        name: 'deal-fraud-model-prod-japaneast-001',
        annotations: {
          'plumbline.io/region': 'japaneast',
          'plumbline.io/environment': 'prod',
          'plumbline.io/scope': 'stamp',
          'plumbline.io/address-range': '10.80.0.0/20',
          'plumbline.io/azure-name': 'rg-deal-fraud-model-prod-jpe-001',
        },
      },
      spec: {
        owner: 'group:default/deal-fraud',
        system: 'system:default/deal-fraud-model',
        region: 'japaneast',
        environment: 'prod',
        instance: 1,
        lifecycle: 'planned',
        trafficWeight: 0,
        scaleUnit: { maxUsers: 1000 },
      },
    });
    const refs = resources.map(entity => stringifyEntityRef(entity));
    expect(refs).toContain('resource:default/deal-fraud-model-prod-jpe-001-kv');
    expect(stamp.spec.dependsOn).toEqual([
      'resource:default/deal-fraud-front-door',
      'resource:default/deal-fraud-logs',
      ...refs,
    ]);
    const known = new Set(refs);
    for (const { spec } of resources) {
      for (const ref of [
        ...(spec.dependsOn ?? []),
        ...(spec.sendsTelemetryTo ?? []),
      ]) {
        expect(known).toContain(ref);
      }
    }
  });

  it('keeps a workload of another namespace in its namespace', () => {
    const plan = examplePlan({
      workload: {
        ref: 'system:emea/claims',
        owner: 'group:default/claims',
        globalResources: [],
      },
    });
    const [stamp] = parseAllDocuments(contentOf('catalog-info.yaml', plan)).map(
      document => document.toJS(),
    );
    expect(stamp.metadata.namespace).toBe('emea');
    expect(stamp.spec.dependsOn[0]).toMatch(
      /^resource:emea\/claims-prod-jpe-001-/,
    );
  });
});
