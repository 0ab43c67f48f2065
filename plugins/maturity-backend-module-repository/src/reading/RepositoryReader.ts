import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { RepositoryConfig } from '../readRepositoryConfig';
import { RepositoryPlace } from '../places/RepositoryPlace';
import { readDirectory } from './readDirectory';
import { readRemote } from './readRemote';
import { Reading, RepositoryProblem } from './Reading';

/** Reads repositories wherever they are, one at a time within its limits. */
export class RepositoryReader {
  readonly #urlReader: UrlReaderService;
  readonly #config: RepositoryConfig;
  readonly #logger: LoggerService;

  constructor(options: {
    urlReader: UrlReaderService;
    config: RepositoryConfig;
    logger: LoggerService;
  }) {
    this.#urlReader = options.urlReader;
    this.#config = options.config;
    this.#logger = options.logger;
  }

  /**
   * @param etag - of the last reading, when nothing else changed since.
   * @throws RepositoryProblem, whatever went wrong.
   */
  async read(
    place: RepositoryPlace,
    etag: string | undefined,
    round: AbortSignal,
  ): Promise<Reading> {
    const { limits, directories } = this.#config;
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const options = { etag, limits, signal: AbortSignal.any([round, timeout]) };
    try {
      options.signal.throwIfAborted();
      return place.kind === 'directory'
        ? await readDirectory(place.name, directories, options)
        : await readRemote(this.#urlReader, place.url, options);
    } catch (error) {
      if (error instanceof RepositoryProblem) throw error;
      if (round.aborted) {
        throw new RepositoryProblem(
          `The round ended before the repository ${place.name} was read`,
        );
      }
      if (timeout.aborted) {
        throw new RepositoryProblem(
          `The repository ${place.name} could not be read within ${
            limits.timeoutMs / 1000
          } seconds`,
        );
      }
      this.#logger.warn(
        `Could not read the repository ${place.name}`,
        error as Error,
      );
      throw new RepositoryProblem(reason(place.name, error as Error));
    }
  }
}

/** Why, without what the host answered: that can hold more than its owners should see. */
function reason(name: string, error: Error): string {
  const said = String(error.message);
  switch (error.name) {
    case 'NotFoundError':
      return `The repository ${name} was not found, or the portal has no access to it`;
    case 'NotAllowedError':
      return `The repository ${name} is on a host that the portal may not read; it has to be configured under integrations`;
    case 'NotImplementedError':
      return `The repository ${name} is on a host from which whole repositories cannot be read`;
    default:
  }
  if (error.name === 'AuthenticationError' || /\b40[13]\b/.test(said)) {
    return /rate limit/i.test(said)
      ? `The host of the repository ${name} takes no more requests for now`
      : `The portal has no access to the repository ${name}`;
  }
  return /\b429\b/.test(said)
    ? `The host of the repository ${name} takes no more requests for now`
    : `The repository ${name} could not be read; its host did not answer as expected`;
}
