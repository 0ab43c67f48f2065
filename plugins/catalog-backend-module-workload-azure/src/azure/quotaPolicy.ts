import { PipelinePolicy } from '@azure/core-rest-pipeline';

const RESETS_AFTER = 'x-ms-user-quota-resets-after';
const RETRY_AFTER = 'retry-after';
const DEFAULT_REST_S = 5;

/**
 * Resource Graph counts the questions of an identity in windows of a few
 * seconds and says when the next one begins, as `hh:mm:ss`. Tries again heed
 * `Retry-After` only, which it does not always send; so this says it there.
 */
export const quotaPolicy: PipelinePolicy = {
  name: 'plumblineQuotaPolicy',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status === 429 && !response.headers.has(RETRY_AFTER)) {
      response.headers.set(
        RETRY_AFTER,
        String(secondsOf(response.headers.get(RESETS_AFTER))),
      );
    }
    return response;
  },
};

function secondsOf(text: string | undefined): number {
  const [, hours, minutes, seconds] =
    /^(\d+):(\d+):(\d+)/.exec(text ?? '')?.map(Number) ?? [];
  return seconds === undefined
    ? DEFAULT_REST_S
    : hours * 3_600 + minutes * 60 + seconds;
}
