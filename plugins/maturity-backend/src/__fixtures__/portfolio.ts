import {
  CRITERION_STATES,
  CriterionState,
  MaturityModel,
} from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { KnownWorkload } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import {
  ScorecardChange,
  ScorecardStore,
  NewScorecard,
} from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { scorecardChange } from '../tasks/scorecardChange';

const TITLES = [
  'Shop',
  'archive',
  'Ähre',
  'Über-billing',
  '100% sure',
  'under_score',
  'émigré',
  'Zebra',
  '=SUM(A1)',
  'say "hi", twice',
];

/** What the portfolio of a test is like. */
export interface PortfolioOptions {
  workloads: number;
  pillars?: number;
  strategiesPerLevel?: number;
  /** ISO 8601, of the first evaluation. */
  at?: string;
}

/** A model with questions only, and three levels. */
export function questionsModel(
  id: string,
  options: Pick<PortfolioOptions, 'pillars' | 'strategiesPerLevel'> = {},
): MaturityModel {
  const { pillars = 3, strategiesPerLevel = 2 } = options;
  return {
    id,
    title: `Model ${id}`,
    version: '1.0.0',
    description: 'Asks people only.',
    source: { title: 'Written for tests', licence: 'Apache-2.0' },
    pillars: range(pillars).map(p => ({
      id: `pillar-${p + 1}`,
      title: `Pillar ${p + 1}`,
      description: 'A side.',
      levels: range(3).map(l => ({
        level: l + 1,
        name: `Level ${l + 1}`,
        goal: 'A goal.',
        strategies: range(strategiesPerLevel).map(s => {
          const strategy = `${id}-${p + 1}-${l + 1}-${s + 1}`;
          return {
            id: strategy,
            title: `Strategy ${strategy}`,
            explanation: 'It helps.',
            howTo: 'Do it.',
            criteria: [
              {
                id: `${strategy}.done-and-shown-to-others-too`,
                title: 'It is done',
                howTo: 'Do it.',
                attestation: {
                  question: 'Is it done?',
                  evidence: 'Notes.',
                  validForDays: 90,
                },
              },
            ],
          };
        }),
      })),
    })),
  };
}

/** A stored portfolio whose states a seed decides. */
export class Portfolio {
  readonly index: ModelIndex;
  workloads: KnownWorkload[] = [];
  scorecards = new Map<string, NewScorecard>();
  readonly #workloadStore: WorkloadStore;
  readonly #scorecardStore: ScorecardStore;
  readonly #random = randomOf(7);

  constructor(
    readonly database: Knex,
    readonly options: PortfolioOptions,
    modelId = 'm',
  ) {
    this.index = new ModelIndex(questionsModel(modelId, options));
    this.#workloadStore = new WorkloadStore(database);
    this.#scorecardStore = new ScorecardStore(database);
  }

  /** Stores all workloads, evaluated once. */
  async fill(): Promise<this> {
    this.workloads = range(this.options.workloads).map(n => ({
      workloadRef: `system:${n % 5 === 0 ? 'other' : 'default'}/w${n}`,
      title: `${TITLES[n % TITLES.length]} ${n % 17}`,
      ownerRef: n % 11 === 0 ? undefined : `group:default/team-${n % 23}`,
      domainRef: n % 7 === 0 ? undefined : `domain:default/area-${n % 6}`,
      lifecycle: [undefined, 'production', 'production', 'experimental'][n % 4],
    }));
    await this.#workloadStore.save(this.workloads);
    await this.evaluate(
      this.workloads.map(({ workloadRef }) => workloadRef),
      this.options.at ?? '2026-06-01T08:00:00.000Z',
    );
    return this;
  }

  /** Gives workloads new states at a time. */
  async evaluate(
    workloadRefs: string[],
    at: string,
    stateOf: (
      workloadRef: string,
      criterionId: string,
    ) => CriterionState = () => this.#anyState(),
  ): Promise<void> {
    const changes = workloadRefs.flatMap((workloadRef): ScorecardChange[] => {
      const luck = this.#random();
      const change = scorecardChange(
        {
          workloadRef,
          index: this.index,
          judged: {
            states: this.index.criteria.map(({ criterion: { id } }) =>
              this.#random() < luck ? 'met' : stateOf(workloadRef, id),
            ),
            contradictions: this.#random() < 0.1 ? 1 : 0,
          },
          at,
        },
        this.scorecards.get(workloadRef),
      );
      return change ? [change] : [];
    });
    for (const { scorecard } of await this.#scorecardStore.save(changes)) {
      this.scorecards.set(scorecard.workloadRef, scorecard);
    }
  }

  /** Forgets workloads as the catalog's would be. */
  async remove(workloadRefs: string[]): Promise<void> {
    await this.#workloadStore.remove(workloadRefs);
    for (const ref of workloadRefs) this.scorecards.delete(ref);
    this.workloads = this.workloads.filter(
      ({ workloadRef }) => !workloadRefs.includes(workloadRef),
    );
  }

  #anyState(): CriterionState {
    return CRITERION_STATES[
      Math.floor(this.#random() * CRITERION_STATES.length)
    ];
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}

/** Numbers from 0 to 1 that are the same in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    // The 32-bit linear congruence of Numerical Recipes.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
