import { Readable } from 'node:stream';
import { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  WorkloadPage,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import { BackendClient } from '@plumbline/plugin-workload-node';
import { WorkloadDocument, toDocument } from './WorkloadDocument';

/** As many as the workload back end gives at once. */
const PAGE = 200;

/** Reads the portfolio page by page for the index of search. */
export class WorkloadCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'workload';
  readonly visibilityPermission = workloadReadPermission;
  readonly #client: Pick<BackendClient, 'get'>;

  constructor(client: Pick<BackendClient, 'get'>) {
    this.#client = client;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<WorkloadDocument> {
    for (let offset = 0; ; offset += PAGE) {
      const { items, total } = await this.#client.get<WorkloadPage>(
        'workload',
        `/workloads?orderBy=title&limit=${PAGE}&offset=${offset}`,
      );
      yield* items.map(toDocument);
      if (offset + PAGE >= total) return;
    }
  }
}
