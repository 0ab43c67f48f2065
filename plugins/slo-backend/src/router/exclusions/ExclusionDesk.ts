import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { Exclusion, NewExclusion } from '@plumbline/plugin-slo-common';
import { timeOf } from '@plumbline/plugin-workload-node';
import { ExclusionStore } from '../../store/ExclusionStore';
import { ObjectiveStore } from '../../store/ObjectiveStore';

const DAY_MS = 86_400_000;
const MIN_REASON = 10;
/** Longer than any planned maintenance; taking out more hides what happened. */
const LONGEST_DAYS = 14;
/** How far back a forgotten one may be added: figures of finished months do not change any more. */
const LONGEST_BACK_DAYS = 31;
const LONGEST_AHEAD_DAYS = 366;

/** Takes maintenance out of the count, and back. */
export class ExclusionDesk {
  readonly #objectives: ObjectiveStore;
  readonly #store: ExclusionStore;
  readonly #now: () => Date;

  constructor(options: {
    objectives: ObjectiveStore;
    store: ExclusionStore;
    now?: () => Date;
  }) {
    this.#objectives = options.objectives;
    this.#store = options.store;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Adds an exclusion; its time is widened to whole minutes.
   *
   * @param by - full ref of the user, or subject of the service.
   * @throws InputError naming the field.
   */
  async add(
    workloadRef: string,
    input: NewExclusion,
    by: string,
  ): Promise<Exclusion> {
    const reason = input.reason.trim();
    if (reason.length < MIN_REASON) {
      throw new InputError(
        `reason: expected at least ${MIN_REASON} characters that say what is done`,
      );
    }
    const span = this.#spanOf(input);
    const objectiveIds = [...new Set(input.objectiveIds ?? [])];
    await this.#checkObjectives(workloadRef, objectiveIds);
    return this.#store.add(
      { workloadRef, objectiveIds, ...span, reason, createdBy: by },
      this.#now(),
    );
  }

  /**
   * Takes one back, so that its time counts again.
   *
   * @throws NotFoundError, or ConflictError when it was taken back already.
   */
  async revoke(
    workloadRef: string,
    id: number,
    by: string,
  ): Promise<Exclusion> {
    const exclusion = await this.#store.get(id);
    if (exclusion?.workloadRef !== workloadRef) {
      throw new NotFoundError(`'${workloadRef}' has no exclusion ${id}`);
    }
    if (!(await this.#store.revoke(id, by, this.#now()))) {
      throw new ConflictError(`Exclusion ${id} was taken back already`);
    }
    return (await this.#store.get(id))!;
  }

  #spanOf(input: NewExclusion): { from: string; to: string } {
    const from = wholeMinute(timeOf(input.from, 'from'), Math.floor);
    const to = wholeMinute(timeOf(input.to, 'to'), Math.ceil);
    const now = this.#now().getTime();
    if (to <= from || to - from > LONGEST_DAYS * DAY_MS) {
      throw new InputError(
        `to: expected a time after 'from', at most ${LONGEST_DAYS} days`,
      );
    }
    if (from < now - LONGEST_BACK_DAYS * DAY_MS) {
      throw new InputError(
        `from: expected a time at most ${LONGEST_BACK_DAYS} days ago`,
      );
    }
    if (from > now + LONGEST_AHEAD_DAYS * DAY_MS) {
      throw new InputError('from: expected a time at most a year ahead');
    }
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    };
  }

  async #checkObjectives(workloadRef: string, ids: string[]) {
    if (ids.length === 0) return;
    const declared = await this.#objectives.ofWorkloads([workloadRef]);
    const known = (declared.get(workloadRef) ?? []).map(({ id }) => id);
    ids.forEach(id => {
      if (!known.includes(id)) {
        throw new InputError(
          `objectiveIds: expected SLOs of '${workloadRef}' (${
            known.join(', ') || 'it has none'
          }), '${id}' is none`,
        );
      }
    });
  }
}

const MINUTE_MS = 60_000;

function wholeMinute(iso: string, round: (minutes: number) => number): number {
  return round(Date.parse(iso) / MINUTE_MS) * MINUTE_MS;
}
