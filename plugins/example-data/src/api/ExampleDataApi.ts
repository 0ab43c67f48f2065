import { createApiRef } from '@backstage/core-plugin-api';

/** Which text of the examples: a file without its ending, and its folder. */
export interface ExampleDocumentName {
  folder: string;
  name: string;
}

/** A text of the examples. */
export interface ExampleDocument {
  /** Absent when there is no such text. */
  markdown?: string;
}

/** What the pages ask the example-data back end. */
export interface ExampleDataApi {
  /**
   * A runbook or another text of the examples.
   *
   * @throws ResponseError when it is refused, or cannot be read.
   */
  findDocument(document: ExampleDocumentName): Promise<ExampleDocument>;
}

/** Ref of {@link ExampleDataApi}. */
export const exampleDataApiRef = createApiRef<ExampleDataApi>({
  id: 'plugin.example-data.api',
});
