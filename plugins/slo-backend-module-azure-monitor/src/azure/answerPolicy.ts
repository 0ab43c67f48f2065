import {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import { AzureFailure, ErrorBody, failureOf } from './AzureFailure';

/**
 * Outermost step of a client: gives a call a time limit, token and all, and
 * makes every answer but 200 an {@link AzureFailure}.
 *
 * The clients lose the status of an error whose body is not what they expect
 * (a proxy's page, an empty 429) and drop an abort signal on their way.
 */
export function answerPolicy(timeoutMs: number): PipelinePolicy {
  return {
    name: 'plumblineAnswerPolicy',
    async sendRequest(request: PipelineRequest, next: SendRequest) {
      const signal = AbortSignal.timeout(timeoutMs);
      request.abortSignal = signal;
      let response: PipelineResponse;
      try {
        // Credentials do not all heed the signal.
        response = await Promise.race([next(request), abortionOf(signal)]);
      } catch (error) {
        throw signal.aborted
          ? new AzureFailure('timeout', { detail: `${timeoutMs / 1_000} s` })
          : thrownFailure(error);
      }
      if (response.status === 200) return response;
      throw failureOf(
        response.status,
        errorBody(response.bodyAsText),
        retryAfterMs(name => response.headers.get(name)),
      );
    },
  };
}

/** How long an answer asks to be left alone, in milliseconds. */
export function retryAfterMs(
  header: (name: string) => string | undefined,
): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = Number(header(name) ?? NaN);
    if (Number.isFinite(value)) return Math.max(0, value);
  }
  const value = header('retry-after');
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds)
    ? seconds * 1_000
    : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}

function thrownFailure(error: unknown): AzureFailure {
  const { name = '', message = '' } = error as Error;
  if (/Authentication|CredentialUnavailable/.test(name)) {
    // The code says enough; the text names tenants and applications.
    return new AzureFailure('sign-in', {
      detail: /AADSTS\d+/.exec(message)?.[0] ?? name,
    });
  }
  return new AzureFailure('unavailable', {
    detail: (error as { code?: string }).code,
  });
}

function errorBody(text: string | null | undefined): ErrorBody | undefined {
  try {
    return JSON.parse(text ?? '').error;
  } catch {
    return undefined;
  }
}
