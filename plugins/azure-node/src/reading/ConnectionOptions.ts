import { TokenCredential } from '@azure/core-auth';
import { HttpClient, PipelinePolicy } from '@azure/core-rest-pipeline';

/** What clients of Azure are made with. */
export interface ConnectionOptions {
  credential: TokenCredential;
  /** Shared, so that open connections are used again. */
  httpClient: HttpClient;
  /** For one call with its tries again, in milliseconds. */
  timeoutMs: number;
  /** A further step next to the network; tests lead to their server with it. */
  network?: PipelinePolicy;
}

/**
 * Of every client. 429 and 503 are tried again after as long as `Retry-After`
 * says; where many calls share what a vault allows, one can be refused often in
 * a row, so that rather the time that a call may take ends it.
 */
export const CLIENT_OPTIONS = {
  retryOptions: { maxRetries: 20, maxRetryDelayInMs: 16_000 },
  // A redirect would lead to a host that nobody approved.
  redirectOptions: { maxRetries: 0 },
};
