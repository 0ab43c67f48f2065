import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import {
  FactSource,
  FactSourcesExtensionPoint,
} from '@plumbline/plugin-maturity-node';

/** The sources of facts that modules added, each with an id of its own. */
export class SourceRegistry implements FactSourcesExtensionPoint {
  readonly #sources: FactSource[] = [];
  #onRequest?: (source: FactSource, workloadRefs: string[]) => void;

  /** In the order in which they were added. */
  get sources(): FactSource[] {
    return this.#sources;
  }

  addSource(source: FactSource) {
    const { source: id } = source.schema;
    assertSourceId(source.schema);
    if (this.#sources.some(({ schema }) => schema.source === id)) {
      throw new Error(`There is a source of facts '${id}' already`);
    }
    this.#sources.push(source);
  }

  requestCollection(sourceId: string, workloadRefs: string[]) {
    const source = this.#sources.find(
      ({ schema }) => schema.source === sourceId,
    );
    if (!source) throw new Error(`There is no source of facts '${sourceId}'`);
    this.#onRequest?.(source, workloadRefs);
  }

  /** Where requests of modules go from now on; those that came before get lost, as all is collected at the start. */
  onRequest(handler: (source: FactSource, workloadRefs: string[]) => void) {
    this.#onRequest = handler;
  }
}

/** Rules write the id as a name. */
export function assertSourceId({ source }: FactSourceSchema) {
  if (!/^[a-z][A-Za-z0-9]{0,59}$/.test(source)) {
    throw new Error(
      `'${source}' is no id of a source of facts: expected a letter, then letters and digits`,
    );
  }
}
