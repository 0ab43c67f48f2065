import {
  SliSource,
  SloSourcesExtensionPoint,
} from '@plumbline/plugin-slo-node';

/** The sources that are installed, by type. */
export class SliSources implements SloSourcesExtensionPoint {
  readonly #sources = new Map<string, SliSource>();

  addSource(source: SliSource): void {
    if (this.#sources.has(source.type)) {
      throw new Error(
        `There is an SLI source of type '${source.type}' already`,
      );
    }
    this.#sources.set(source.type, source);
  }

  get(type: string): SliSource | undefined {
    return this.#sources.get(type);
  }

  /** For people: the types that could have been meant. */
  get types(): string[] {
    return [...this.#sources.keys()].sort();
  }
}
