import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ExistingStamp,
  STAMP_ANNOTATIONS,
  StampWorkload,
  existingStampOf,
  stampWorkloadOf,
} from '@plumbline/plugin-stamp-common';
import {
  StampEntity,
  WORKLOAD_TYPE,
  isStamp,
} from '@plumbline/plugin-workload-common';
import { readWorkloads } from '@plumbline/plugin-workload-node';

/** A workload and its stamps as the catalog shows them to a caller. */
export interface CatalogWorkload {
  workload: StampWorkload;
  stamps: ExistingStamp[];
  entities: StampEntity[];
}

/** Reads of the catalog what planning needs, with the rights of whoever asks. */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #credentials: BackstageCredentials;

  constructor(catalog: CatalogService, credentials: BackstageCredentials) {
    this.#catalog = catalog;
    this.#credentials = credentials;
  }

  /** `undefined` where there is no such workload, or the caller may not see it. */
  async workload(workloadRef: string): Promise<CatalogWorkload | undefined> {
    const pages = readWorkloads({
      catalog: this.#catalog,
      credentials: this.#credentials,
      workloadRefs: [workloadRef],
    });
    for await (const [found] of pages) {
      if (!found) continue;
      return {
        workload: stampWorkloadOf(found.workload, found.resources),
        stamps: found.stamps.map(existingStampOf),
        entities: found.stamps,
      };
    }
    return undefined;
  }

  /** `undefined` where there is no such stamp, or the caller may not see it. */
  async stamp(stampRef: string): Promise<StampEntity | undefined> {
    const entity = await this.#catalog.getEntityByRef(stampRef, {
      credentials: this.#credentials,
    });
    return entity && isStamp(entity) ? entity : undefined;
  }

  /** Which of these refs name an entity that the caller sees. */
  async existing(entityRefs: string[]): Promise<Set<string>> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata.name', 'metadata.namespace'] },
      { credentials: this.#credentials },
    );
    return new Set(entityRefs.filter((_, index) => items[index]));
  }

  /** Address ranges that workloads declare. */
  async ranges(): Promise<{ workloadRef: string; addressRange: string }[]> {
    const pages = this.#catalog.streamEntities(
      {
        filter: { kind: 'System', 'spec.type': WORKLOAD_TYPE },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: this.#credentials },
    );
    const ranges: { workloadRef: string; addressRange: string }[] = [];
    for await (const page of pages) {
      for (const { kind, metadata } of page) {
        const addressRange =
          metadata.annotations?.[STAMP_ANNOTATIONS.addressRange];
        if (!addressRange) continue;
        const namespace = metadata.namespace ?? 'default';
        const ref = `${kind}:${namespace}/${metadata.name}`;
        ranges.push({
          workloadRef: ref.toLocaleLowerCase('en-US'),
          addressRange,
        });
      }
    }
    return ranges;
  }
}
