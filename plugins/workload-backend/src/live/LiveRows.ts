import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  WORKLOADS_CHANNEL,
  WorkloadsChangedMessage,
  workloadMark,
} from '@plumbline/plugin-workload-common';

/** Milliseconds between messages: pages read again at each. */
const PAUSE_MS = 1_000;

/** Workloads in one message; of more, it says only that many changed. */
const MOST_REFS = 100;

/** Tells pages that are open which rows of the portfolio changed: at once, then at most once a second. */
export class LiveRows {
  readonly #signals: Pick<SignalsService, 'publish'>;
  readonly #logger: LoggerService;
  readonly #changed = new Set<string>();
  #pausing = false;

  constructor(options: {
    signals: Pick<SignalsService, 'publish'>;
    logger: LoggerService;
  }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** Says that these workloads' rows are others than before. What cannot be said is no failure: pages look by themselves as well. */
  tell(workloadRefs: string[]): void {
    workloadRefs.forEach(ref => this.#changed.add(ref));
    if (!this.#pausing) this.#send();
  }

  #send() {
    this.#pausing = this.#changed.size > 0;
    if (!this.#pausing) return;
    const message: WorkloadsChangedMessage =
      this.#changed.size > MOST_REFS
        ? {}
        : {
            marks: [...new Set([...this.#changed].map(workloadMark))].sort(
              ascending,
            ),
          };
    this.#changed.clear();
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: WORKLOADS_CHANNEL,
        message: { ...message },
      })
      .catch(error =>
        this.#logger.warn('Open pages were not told what changed', error),
      );
    setTimeout(() => this.#send(), PAUSE_MS).unref();
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
