import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DefaultNamespaceEntityPolicy,
  Entity,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { isStamp, isWorkload } from '@plumbline/plugin-workload-common';
import { parseAllDocuments } from 'yaml';
import { generateCatalog } from './generateCatalog';
import { writeCatalog } from './writeCatalog';

jest.setTimeout(60_000);

function refsIn({ spec }: Entity): string[] {
  const one = (value: unknown, kind: string) =>
    typeof value === 'string'
      ? [value.includes(':') ? value : `${kind}:${value}`]
      : [];
  const many = (value: unknown) => (value as string[] | undefined) ?? [];
  return [
    ...one(spec?.owner, 'group'),
    ...one(spec?.system, 'system'),
    ...one(spec?.domain, 'domain'),
    ...many(spec?.dependsOn),
    ...many(spec?.sendsTelemetryTo),
  ].map(ref => stringifyEntityRef(parseEntityRef(ref)));
}

async function fingerprint(workloads: number, seed?: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const entity of generateCatalog({ workloads, seed })) {
    hash.update(JSON.stringify(entity));
  }
  return hash.digest('hex');
}

describe('generateCatalog', () => {
  it('makes 10,000 workloads whose names are unique and whose refs resolve', async () => {
    const known = new Set<string>();
    const named = new Set<string>();
    const stamps = new Map<string, number>();
    const resources = new Map<string, number>();
    const broken: string[] = [];
    for await (const entity of generateCatalog({ workloads: 10_000 })) {
      const ref = stringifyEntityRef(entity);
      if (known.has(ref)) broken.push(`twice: ${ref}`);
      known.add(ref);
      refsIn(entity).forEach(each => named.add(each));
      if (!/^[a-z0-9-]{1,63}$/.test(entity.metadata.name)) {
        broken.push(`name: ${ref}`);
      }
      if (isWorkload(entity)) {
        stamps.set(entity.metadata.name, 0);
        resources.set(entity.metadata.name, 0);
      } else if (entity.kind === 'Resource') {
        const counts = isStamp(entity) ? stamps : resources;
        const system = String(entity.spec?.system);
        counts.set(system, counts.get(system)! + 1);
      }
    }
    expect(broken).toEqual([]);
    expect([...named].filter(ref => !known.has(ref))).toEqual([]);
    expect(stamps.size).toBe(10_000);
    expect(new Set(stamps.values())).toEqual(new Set([0, 1, 2, 3, 4]));
    const counts = [...resources.values()];
    expect(Math.max(...counts)).toBe(40);
    expect(Math.min(...counts)).toBe(3);
  });

  it('makes entities that the catalog accepts', async () => {
    const policies = [
      new SchemaValidEntityPolicy(),
      new DefaultNamespaceEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ];
    const validators: Record<string, { check(e: Entity): Promise<boolean> }> = {
      Resource: resourceEntityV1alpha1Validator,
      System: systemEntityV1alpha1Validator,
      Component: componentEntityV1alpha1Validator,
      Domain: domainEntityV1alpha1Validator,
      Group: groupEntityV1alpha1Validator,
    };
    const weights = new Map<string, number>();
    for await (const entity of generateCatalog({ workloads: 40, seed: 3 })) {
      for (const policy of policies) await policy.enforce(entity);
      expect(await validators[entity.kind].check(entity)).toBe(true);
      if (isStamp(entity)) {
        const sum = weights.get(entity.spec.system) ?? 0;
        weights.set(entity.spec.system, sum + entity.spec.trafficWeight!);
      }
    }
    expect(new Set(weights.values())).toEqual(new Set([100]));
  });

  it('depends on size and seed alone', async () => {
    expect(await fingerprint(200, 7)).toBe(await fingerprint(200, 7));
    expect(await fingerprint(200, 7)).not.toBe(await fingerprint(200, 8));
  });
});

describe('writeCatalog', () => {
  it('writes what a catalog location reads', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'catalog-'));
    const written = await writeCatalog({ directory, workloads: 100 });
    const files = (await readdir(directory)).sort();
    expect(files).toHaveLength(written.files);
    expect(files[0]).toBe('catalog-00001.yaml');
    const read: Entity[] = [];
    for (const file of files) {
      const text = await readFile(join(directory, file), 'utf8');
      read.push(...parseAllDocuments(text).map(document => document.toJS()));
    }
    const made: Entity[] = [];
    for await (const entity of generateCatalog({ workloads: 100 })) {
      made.push(entity);
    }
    expect(read).toEqual(made);
    expect(read).toHaveLength(written.entities);
    await rm(directory, { recursive: true });
  });
});
