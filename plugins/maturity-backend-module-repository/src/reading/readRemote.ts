import { UrlReaderService } from '@backstage/backend-plugin-api';
import { FileCollection, Reading, ReadingOptions } from './Reading';
import { until } from './until';

/**
 * Reads a repository from its Git host by one `readTree` with the etag of the
 * last time.
 *
 * @param url - root of the repository.
 * @throws what the URL reader throws, and RepositoryProblem when it is too large.
 */
export async function readRemote(
  urlReader: UrlReaderService,
  url: string,
  { etag, limits, signal }: ReadingOptions,
): Promise<Reading> {
  const collection = new FileCollection(limits);
  const sizes = new Set<string>();
  try {
    const tree = await until(
      signal,
      urlReader.readTree(url, {
        etag,
        signal,
        filter: (path, info) => {
          if (info) sizes.add(path);
          return collection.note(path, info?.size);
        },
      }),
    );
    const files = await until(signal, tree.files());
    for (const file of files) {
      // Some readers take no heed of the filter.
      if (!collection.note(file.path, undefined)) continue;
      const content = await until(signal, file.content());
      collection.add(file.path, content, sizes.has(file.path));
      collection.check(url);
    }
    collection.check(url);
    return { unchanged: false, etag: tree.etag, files: collection.files(url) };
  } catch (error) {
    if ((error as Error).name === 'NotModifiedError') {
      return { unchanged: true };
    }
    throw error;
  }
}
