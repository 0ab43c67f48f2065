import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  TEMPLATE_VERSION,
  fileHash,
  parseStampLock,
} from '@plumbline/plugin-stamp-common';
import { isStamp } from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';
import { examplePlan } from '../__testUtils__/plans';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderStamp } from './renderStamp';

describe('renderStamp', () => {
  let code: StaticCode;

  beforeAll(async () => {
    code = await readStaticCode();
  });

  function contentOf(path: string, plan = examplePlan()) {
    const file = renderStamp(plan, code).find(
      each => each.path === `${plan.folder}/${path}`,
    );
    return file!.content;
  }

  it('gives the same bytes for the same plan, in whatever order its fields come', () => {
    const plan = examplePlan();
    const turned = Object.fromEntries(Object.entries(plan).reverse());
    expect(renderStamp(turned as any, code)).toEqual(renderStamp(plan, code));
  });

  it('has a hash of each file and the whole plan in the lock', () => {
    const { lock } = parseStampLock(contentOf('stamp.lock.json'));
    expect(lock).toMatchObject({
      templateVersion: TEMPLATE_VERSION,
      plan: examplePlan(),
    });
    const files = renderStamp(examplePlan(), code);
    expect(lock!.files).toEqual(
      Object.fromEntries(
        files
          .filter(({ path }) => !path.endsWith('/stamp.lock.json'))
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
        trafficWeight: 100,
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
