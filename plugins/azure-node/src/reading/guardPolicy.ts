import {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import { Turnstile } from './Turnstile';
import { AzureFailure, failureOf } from './AzureFailure';

/** What {@link guardPolicies} watch over. */
export interface Guard {
  /** Only requests to this origin leave, such as `https://kv-shop.vault.azure.net`. */
  origin: string;
  /** Only these paths of it, percent-encoded as they are sent; any when absent. */
  paths?: RegExp;
  /** Paths of it whose reads are sent as `POST`, with the question in the body; none when absent. */
  posts?: RegExp;
  /** For one call with its tries again and rests, token and all. */
  timeoutMs: number;
  /** How many calls may be under way together. */
  turnstile: Turnstile;
  /** Aborted when the scan is. */
  signal(): AbortSignal | undefined;
}

/**
 * Outermost step of a client, which everything it sends passes:
 *
 * - only reads (`GET`, and `POST` where a question is sent so) to the one
 *   origin and its paths leave. The clients
 *   follow links to further pages to wherever they lead, be it another host or
 *   a value, and send the token along;
 * - a call has a time limit, and ends with the scan. The clients drop the
 *   signal from the second page on;
 * - every answer but 200 becomes an {@link AzureFailure}.
 *
 * The inner one belongs within the tries again: it knows what a call that ran
 * out of time was waiting for.
 */
export function guardPolicies(guard: Guard): {
  outer: PipelinePolicy;
  inner: PipelinePolicy;
} {
  const refusals = new WeakMap<PipelineRequest, PipelineResponse>();
  const inner: PipelinePolicy = {
    name: 'plumblineRestPolicy',
    async sendRequest(request, next) {
      refusals.delete(request);
      const response = await next(request);
      refusals.set(request, response);
      return response;
    },
  };
  const outer: PipelinePolicy = {
    name: 'plumblineGuardPolicy',
    async sendRequest(request: PipelineRequest, next: SendRequest) {
      const url = URL.parse(request.url);
      if (url?.origin !== guard.origin) throw new AzureFailure('foreign-host');
      if (guard.paths && !guard.paths.test(url.pathname)) {
        throw new AzureFailure('foreign-path');
      }
      if (request.method !== expectedMethod(url, guard)) {
        throw new AzureFailure('refused', request.method);
      }
      const response = await guard.turnstile.pass(() =>
        sendInTime(request, next, guard, refusals),
      );
      if (response.status === 200) return response;
      throw failureOf(response.status, response.bodyAsText);
    },
  };
  return { outer, inner };
}

function expectedMethod({ pathname }: URL, { posts }: Guard): string {
  return posts?.test(pathname) ? 'POST' : 'GET';
}

async function sendInTime(
  request: PipelineRequest,
  next: SendRequest,
  { timeoutMs, signal }: Guard,
  refusals: WeakMap<PipelineRequest, PipelineResponse>,
): Promise<PipelineResponse> {
  const scan = signal();
  scan?.throwIfAborted();
  // Not AbortSignal.timeout and .any: they keep a call in memory until its time is up.
  const either = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    either.abort();
  }, timeoutMs);
  const onScanEnd = () => either.abort(scan?.reason);
  scan?.addEventListener('abort', onScanEnd, { once: true });
  request.abortSignal = either.signal;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(either.signal.reason);
    either.signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    // Credentials do not all heed the signal.
    return await Promise.race([next(request), aborted]);
  } catch (error) {
    scan?.throwIfAborted();
    if (!isLate) throw thrownFailure(error);
    const refusal = refusals.get(request);
    throw refusal
      ? failureOf(refusal.status, refusal.bodyAsText)
      : new AzureFailure('timeout', `${timeoutMs / 1_000} s`);
  } finally {
    clearTimeout(timer);
    scan?.removeEventListener('abort', onScanEnd);
    either.signal.removeEventListener('abort', onAbort);
  }
}

function thrownFailure(error: unknown): AzureFailure {
  if (error instanceof AzureFailure) return error;
  const { name = '', message = '', code } = error as NodeJS.ErrnoException;
  if (/Authentication|CredentialUnavailable/.test(name)) {
    // The code says enough; the text names tenants and applications.
    return new AzureFailure('sign-in', /AADSTS\d+/.exec(message)?.[0] ?? name);
  }
  // Key Vault's client says which resource the token would have been for.
  if (/^The challenge (resource|origin)/.test(message)) {
    return new AzureFailure('foreign-host');
  }
  if (code === 'ENOTFOUND') return new AzureFailure('missing');
  return new AzureFailure('unreachable', code);
}
