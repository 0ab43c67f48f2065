import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { readStaticCode } from '@plumbline/plugin-stamp-node';
import { isWorkload, workloadRefOf } from '@plumbline/plugin-workload-common';
import { Estate, catalogOf } from '../workload/estate';
import { WORKLOADS, changesOf, entitiesOf } from './estate';

/** The estate in a folder, and what the catalog has of it. */
export interface EstateFolder {
  directory: string;
  /** How many files are in it. */
  files: number;
  /** The part of the catalog's service that the family uses. */
  catalog: object;
  /** Changes a file of a stamp, as somebody might by hand. */
  spoil(): void;
  remove(): void;
}

/** Name of the file that is changed by hand. */
export const SPOILED = 'README.md';

export async function writeEstateFolder(): Promise<EstateFolder> {
  const code = await readStaticCode();
  const parent = mkdtempSync(path.join(os.tmpdir(), 'bench-estate-'));
  const directory = path.join(parent, 'estate');
  const estate: Estate = { workloads: [], partsOf: new Map() };
  const stamps = new Map<string, Entity>();
  const paths = new Set<string>();
  let spoiled = '';
  for (let n = 0; n < WORKLOADS; n++) {
    for (const change of changesOf(n, code)) {
      for (const { path: file, content } of change.files) {
        if (paths.has(file)) continue;
        paths.add(file);
        const target = path.join(directory, file);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
      spoiled = `${change.plan.stamp.folder}/${SPOILED}`;
      for (const entity of entitiesOf(change)) {
        if (isWorkload(entity)) estate.workloads.push(entity);
        else {
          const ref = workloadRefOf(entity)!;
          const parts = estate.partsOf.get(ref) ?? [];
          estate.partsOf.set(ref, [...parts, entity]);
          stamps.set(stringifyEntityRef(entity), entity);
        }
      }
    }
  }
  return {
    directory,
    files: paths.size,
    catalog: {
      ...catalogOf(estate),
      getEntityByRef: async (ref: string) => stamps.get(ref),
    },
    spoil: () => writeFileSync(path.join(directory, spoiled), 'By hand\n'),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
