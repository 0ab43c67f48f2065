import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { MAX_FILE_BYTES, ModelPlace, ReadText } from './ModelPlace';

const TIMEOUT_MS = 20_000;

/**
 * A model at a web address, read as the portal's configuration lets URLs be
 * read. A file that did not change costs one request without content.
 */
export class UrlPlace implements ModelPlace {
  readonly file: string;
  readonly secondsBetweenLooks = 300;
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  constructor(
    url: string,
    options: { reader: UrlReaderService; integrations: ScmIntegrations },
  ) {
    this.file = url;
    this.#reader = options.reader;
    this.#integrations = options.integrations;
  }

  /** Code hosts differ in where a URL has its path; Azure DevOps, for one, in the query. */
  beside(relativePath: string): string {
    return this.#integrations.resolveUrl({
      url: relativePath,
      base: this.file,
    });
  }

  async read(url: string, last?: ReadText): Promise<ReadText> {
    try {
      const response = await this.#reader.readUrl(url, {
        etag: last?.version,
        signal: AbortSignal.timeout(TIMEOUT_MS) as never,
      });
      const bytes = await response.buffer();
      if (bytes.length > MAX_FILE_BYTES) {
        throw new Error(`expected at most ${MAX_FILE_BYTES} bytes`);
      }
      return { text: bytes.toString('utf8'), version: response.etag };
    } catch (error) {
      if (last && (error as Error).name === 'NotModifiedError') return last;
      throw error;
    }
  }
}
