import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { PluginClient } from '@plumbline/plugin-workload-react';
import {
  ExampleDataApi,
  ExampleDocument,
  ExampleDocumentName,
} from './ExampleDataApi';

/** No such text, or an address that no text can have. */
const NO_DOCUMENT = [404, 400];

/** {@link ExampleDataApi} over HTTP. */
export class ExampleDataClient extends PluginClient implements ExampleDataApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('example-data', apis);
  }

  async findDocument({
    folder,
    name,
  }: ExampleDocumentName): Promise<ExampleDocument> {
    const [inFolder, named] = [folder, name].map(encodeURIComponent);
    try {
      return await this.get(`/documents/${inFolder}/${named}`);
    } catch (error) {
      if (
        error instanceof ResponseError &&
        NO_DOCUMENT.includes(error.statusCode)
      ) {
        return {};
      }
      throw error;
    }
  }
}
