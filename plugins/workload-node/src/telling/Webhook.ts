import { Channel, Delivery } from './Channel';
import { Message, MessageSeverity } from './Message';
import { slackMessage } from './slackMessage';

const TIME_LIMIT_MS = 10_000;
const DAY_SECONDS = 86_400;
/** The message itself is at fault; all else can be put right by somebody within a day. */
const REFUSED = [400, 413, 422];

/** What a webhook is told of; all of them must hold. */
export interface WebhookRules {
  severities: MessageSeverity[];
  /** Full refs; every one when absent. */
  workloads?: string[];
  /** Full refs; every one when absent. */
  owners?: string[];
}

/** Whether a webhook is told of something about a workload. */
export function hears(
  { severities, workloads, owners }: WebhookRules,
  workload: { workloadRef: string; ownerRef?: string },
  severity: MessageSeverity,
): boolean {
  return (
    severities.includes(severity) &&
    (workloads?.includes(workload.workloadRef) ?? true) &&
    (owners?.includes(workload.ownerRef ?? '') ?? true)
  );
}

/** Posts messages to an address that takes what Slack's incoming webhooks take. The address is a secret. */
export class Webhook<Rules extends WebhookRules = WebhookRules>
  implements Channel
{
  readonly name: string;
  readonly rules: Rules;
  readonly replaces = false;
  readonly #url: URL;
  readonly #baseUrl?: string;
  readonly #timeLimitMs: number;

  constructor(options: {
    name: string;
    url: URL;
    rules: Rules;
    /** Of the portal, for links. */
    baseUrl?: string;
    timeLimitMs?: number;
  }) {
    this.name = options.name;
    this.rules = options.rules;
    this.#url = options.url;
    this.#baseUrl = options.baseUrl;
    this.#timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS;
  }

  get channel(): string {
    return `webhook:${this.name}`;
  }

  get title(): string {
    return `webhook '${this.name}'`;
  }

  placeOf(): string {
    return this.name;
  }

  listenerOf(): string {
    return this.name;
  }

  async send(message: Message, lost: number): Promise<Delivery> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(slackMessage(message, this.#baseUrl, lost)),
        // Where it goes is for the configuration to say, not for whoever answers.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeLimitMs),
      });
      await response.body?.cancel();
      return deliveryOf(response);
    } catch (error) {
      return { outcome: 'failed', reason: reasonOf(error) };
    }
  }
}

function deliveryOf({ ok, status, headers }: Response): Delivery {
  if (ok) return { outcome: 'sent' };
  if (REFUSED.includes(status)) {
    return { outcome: 'refused', reason: `it refused it with ${status}` };
  }
  if (status >= 300 && status < 400) {
    return {
      outcome: 'failed',
      reason: `it answered with a redirect (${status}), which is not followed`,
    };
  }
  return {
    outcome: 'failed',
    reason: `it answered with ${status}`,
    afterSeconds: retryAfter(headers.get('retry-after'), Date.now()),
  };
}

/** Seconds of a `Retry-After`, which is a number of them or a date; at most a day. */
export function retryAfter(
  written: string | null,
  now: number,
): number | undefined {
  if (!written) return undefined;
  const seconds = /^\d+$/.test(written.trim())
    ? Number(written)
    : (Date.parse(written) - now) / 1_000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(DAY_SECONDS, Math.max(0, seconds));
}

// Messages of errors may hold the address, so that only their codes are told.
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'it did not answer in time';
  const code = cause?.code;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)
    ? `it could not be reached (${code})`
    : 'it could not be reached';
}
