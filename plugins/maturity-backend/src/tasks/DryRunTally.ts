import {
  CriterionState,
  DryRun,
  DryRunDifference,
  DryRunPillar,
  Standing,
  passes,
  topLevel,
} from '@plumbline/plugin-maturity-common';
import { KnownWorkload } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { StoredScorecard } from '../store/ScorecardStore';

const MAX_DIFFERENCES = 200;
const MAX_REASONS = 5;
const NOT_HELD_BEFORE = 'It was not held against the model before';

const IN_WORDS: Record<CriterionState, string> = {
  met: 'met',
  'not-met': 'not met',
  unknown: 'unknown',
  exempt: 'exempt',
  'not-applicable': 'not applicable',
  error: 'in error',
};

/** What a dry run found, workload by workload. */
export type DryRunFindings = Required<
  Pick<
    DryRun,
    | 'rises'
    | 'falls'
    | 'same'
    | 'before'
    | 'after'
    | 'differences'
    | 'pillars'
    | 'pillarDifferences'
  >
>;

/** Where a workload stands, overall or on a pillar. */
type Place = Pick<Standing, 'proven' | 'possible' | 'next'>;

/** Counts what a changed model would change. */
export class DryRunTally {
  readonly #old: ModelIndex | undefined;
  readonly #new: ModelIndex;
  readonly #before: number[];
  readonly #after: number[];
  readonly #differences: DryRunDifference[] = [];
  readonly #pillarDifferences: DryRunDifference[] = [];
  readonly #pillars: Map<string, DryRunPillar>;
  #rises = 0;
  #falls = 0;
  #same = 0;

  constructor(old: ModelIndex | undefined, changed: ModelIndex) {
    this.#old = old;
    this.#new = changed;
    this.#before = old ? levels(old) : [];
    this.#after = levels(changed);
    this.#pillars = new Map(
      changed.model.pillars.map(({ id, title }) => [
        id,
        { pillarId: id, title, rises: 0, falls: 0 },
      ]),
    );
  }

  /**
   * Adds one workload.
   *
   * @param before - as stored; absent where it is not held against the model in force.
   * @param after - as it would be; absent where it would not be held against the model.
   */
  add(
    workload: KnownWorkload,
    before: StoredScorecard | undefined,
    after: StoredScorecard | undefined,
  ) {
    const from = before?.standing;
    if (from) this.#before[from.proven] = (this.#before[from.proven] ?? 0) + 1;
    if (!after) return;
    const to = after.standing;
    this.#after[to.proven]++;
    if (!before || !from) {
      this.#differences.push({
        ...changeOf(workload, undefined, to),
        because: [NOT_HELD_BEFORE],
      });
      return;
    }
    if (from.proven < to.proven) this.#rises++;
    else if (from.proven > to.proven) this.#falls++;
    else this.#same++;
    if (from.proven !== to.proven) {
      this.#differences.push({
        ...changeOf(workload, from, to),
        because: this.#because(from, to, before, after),
      });
    }
    this.#addPillars(workload, before, after);
  }

  get findings(): DryRunFindings {
    return {
      rises: this.#rises,
      falls: this.#falls,
      same: this.#same,
      before: this.#before,
      after: this.#after,
      differences: greatestFallsFirst(this.#differences),
      pillars: [...this.#pillars.values()],
      pillarDifferences: greatestFallsFirst(this.#pillarDifferences),
    };
  }

  #addPillars(
    workload: KnownWorkload,
    before: StoredScorecard,
    after: StoredScorecard,
  ) {
    const places = new Map(
      before.standing.pillars.map(place => [place.pillarId, place]),
    );
    for (const to of after.standing.pillars) {
      const from = places.get(to.pillarId);
      if (!from || from.proven === to.proven) continue;
      const count = this.#pillars.get(to.pillarId)!;
      if (from.proven < to.proven) count.rises++;
      else count.falls++;
      this.#pillarDifferences.push({
        ...changeOf(workload, from, to),
        pillarId: to.pillarId,
        because: this.#because(from, to, before, after),
      });
    }
  }

  /** What stood in the way before and does not now, or the other way round: no more is needed for either. */
  #because(
    from: Place,
    to: Place,
    before: StoredScorecard,
    after: StoredScorecard,
  ): string[] {
    const { next } = to.proven > from.proven ? from : to;
    if (!next) return [`The model has ${topLevel(this.#new.model)} levels now`];
    return next.blockers
      .flatMap(id => this.#reason(id, before, after))
      .slice(0, MAX_REASONS);
  }

  #reason(
    id: string,
    before: StoredScorecard,
    after: StoredScorecard,
  ): string[] {
    const old = this.#old?.criterion(id);
    const place = this.#new.criterion(id);
    if (!place) return [`'${old?.criterion.title ?? id}' is gone`];
    const { title } = place.criterion;
    const was = before.results.get(id)?.state ?? 'unknown';
    const is = after.results.get(id)!.state;
    if (!old) return [`'${title}' is new and ${IN_WORDS[is]}`];
    if (old.pillar.id !== place.pillar.id) {
      return [
        `'${title}' moved from ${old.pillar.title} to ${place.pillar.title} and is ${IN_WORDS[is]}`,
      ];
    }
    if (old.level !== place.level) {
      return [
        `'${title}' moved from level ${old.level} to level ${place.level} and is ${IN_WORDS[is]}`,
      ];
    }
    // It blocks as before; what made the difference is something else.
    if (was === is || passes(was) === passes(is)) return [];
    return [`'${title}' is ${IN_WORDS[is]}, it was ${IN_WORDS[was]}`];
  }
}

function levels({ model }: ModelIndex): number[] {
  return new Array(topLevel(model) + 1).fill(0);
}

function changeOf(
  { workloadRef, title, ownerRef }: KnownWorkload,
  from: Place | undefined,
  to: Place,
) {
  return {
    workloadRef,
    title,
    ownerRef,
    fromProven: from?.proven ?? null,
    toProven: to.proven,
    fromPossible: from?.possible ?? null,
    toPossible: to.possible,
  };
}

function greatestFallsFirst(differences: DryRunDifference[]) {
  return [...differences]
    .sort(
      (a, b) =>
        stepOf(a) - stepOf(b) || (a.workloadRef < b.workloadRef ? -1 : 1),
    )
    .slice(0, MAX_DIFFERENCES);
}

/** How far it rises, below zero when it falls; those that are new come last. */
function stepOf({ fromProven, toProven }: DryRunDifference): number {
  return fromProven === null ? Infinity : toProven - fromProven;
}
