import { InputError, NotFoundError } from '@backstage/errors';
import {
  AnnouncedMaintenance,
  MaintenanceInput,
} from '@plumbline/plugin-workload-common';
import { timeOf } from '@plumbline/plugin-workload-node';
import { MaintenanceStore } from '../../store/MaintenanceStore';
import { PartStore } from '../../store/PartStore';
import { nodeRefOf } from '../inputs';
import { notFound } from '../notFound';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Longer than any planned maintenance; silence for longer hides what happens. */
const LONGEST_DAYS = 14;
const LONGEST_AHEAD_DAYS = 366;

/** Announces maintenance of workloads, and ends it. */
export class MaintenanceDesk {
  readonly #parts: PartStore;
  readonly #store: MaintenanceStore;
  readonly #now: () => Date;

  constructor(options: {
    parts: PartStore;
    store: MaintenanceStore;
    now: () => Date;
  }) {
    this.#parts = options.parts;
    this.#store = options.store;
    this.#now = options.now;
  }

  /**
   * Announces a window.
   *
   * @param by - full ref of the user, or name of the service.
   * @throws InputError naming the field.
   */
  async announce(
    workloadRef: string,
    input: MaintenanceInput,
    by: string,
  ): Promise<AnnouncedMaintenance> {
    const now = this.#now();
    const window = {
      ...checkedTimes(input, now),
      ...(input.reason?.trim() ? { reason: input.reason.trim() } : {}),
      ...(input.nodes
        ? { nodes: await this.#nodes(workloadRef, input.nodes) }
        : {}),
    };
    const announced = await this.#store.announce(
      workloadRef,
      window,
      by,
      now.toISOString(),
    );
    // It was there a moment ago.
    if (!announced) throw notFound(workloadRef);
    return announced;
  }

  /**
   * Ends a window that goes on, or calls off one to come.
   *
   * @throws NotFoundError where there is none of that id, and for those of the
   * health model, which are changed there.
   */
  async end(workloadRef: string, id: string): Promise<void> {
    const ended = await this.#store.end(
      workloadRef,
      id,
      this.#now().toISOString(),
    );
    if (!ended) {
      throw new NotFoundError(
        `'${workloadRef}' has no maintenance '${id}' that was announced here and is not over`,
      );
    }
  }

  async #nodes(workloadRef: string, nodes: string[]): Promise<string[]> {
    const refs = nodes.map((ref, index) => nodeRefOf(ref, `nodes[${index}]`));
    const known = await this.#parts.known(workloadRef, refs);
    refs.forEach((ref, index) => {
      if (!known.has(ref)) {
        throw new InputError(
          `nodes[${index}]: expected a part of ${workloadRef}, '${ref}' is none`,
        );
      }
    });
    return [...new Set(refs)];
  }
}

/** Times that make a window which is not over. */
function checkedTimes(
  input: MaintenanceInput,
  now: Date,
): Pick<MaintenanceInput, 'from' | 'to' | 'everyDays' | 'until'> {
  const from = timeOf(input.from, 'from');
  const to = timeOf(input.to, 'to');
  const begins = Date.parse(from);
  const length = Date.parse(to) - begins;
  if (length < MINUTE_MS || length > LONGEST_DAYS * DAY_MS) {
    throw new InputError(
      `to: expected a time after 'from', at least a minute and at most ${LONGEST_DAYS} days`,
    );
  }
  if (begins > now.getTime() + LONGEST_AHEAD_DAYS * DAY_MS) {
    throw new InputError('from: expected a time at most a year ahead');
  }
  const { everyDays } = input;
  if (everyDays === undefined) {
    if (input.until !== undefined) {
      throw new InputError("until: expected only together with 'everyDays'");
    }
    if (Date.parse(to) <= now.getTime()) {
      throw new InputError('to: expected a time in the future');
    }
    return { from, to };
  }
  if (length >= everyDays * DAY_MS) {
    throw new InputError(
      'everyDays: expected more days than the window is long',
    );
  }
  if (input.until === undefined) return { from, to, everyDays };
  const until = timeOf(input.until, 'until');
  if (until <= from || Date.parse(until) <= now.getTime()) {
    throw new InputError("until: expected a time after 'from' and after now");
  }
  return { from, to, everyDays, until };
}
