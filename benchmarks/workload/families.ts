import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  FamilySummary,
  SUMMARIES_TOPIC,
  SUMMARY_FAMILIES,
  SummaryFamily,
} from '@plumbline/plugin-workload-common';
import express from 'express';

const AT = '2026-01-01T00:00:00.000Z';

/** What a family sorts by: levels, what is left of a budget, days until something expires. */
const SORTS: Record<SummaryFamily, (value: number) => number> = {
  maturity: value => Math.floor(value * 6),
  slo: value => value,
  'secret-expiry': value => Math.round(value * 400) - 10,
};

/** What a family says of a workload that is as well as `value`, 0 to 1. */
export function summaryOf(
  family: SummaryFamily,
  workloadRef: string,
  value: number,
): FamilySummary & { family: SummaryFamily } {
  const bad = value < 0.05;
  const percent = `${Math.round(value * 100)}%`;
  return {
    family,
    workloadRef,
    tile: { tone: bad ? 'bad' : 'good', headline: percent },
    sortValue: SORTS[family](value),
    cell: percent,
    signals: [
      {
        id: `${family}/signal`,
        entityRef: workloadRef,
        state: bad ? 'unhealthy' : 'healthy',
        reason: 'As generated',
        observedAt: AT,
      },
    ],
    attention: bad
      ? [
          {
            id: 'low',
            tone: 'bad',
            urgency: 75,
            title: 'Little is left',
            nextStep: 'Look at it',
            tab: family,
          },
        ]
      : [],
    asOf: AT,
  };
}

/** Back ends of all families, with their summaries in memory. */
export class Families {
  readonly features;
  readonly #summaries: Map<SummaryFamily, Map<string, FamilySummary>>;
  #publish?: (family: SummaryFamily, workloadRefs: string[]) => Promise<void>;

  constructor(workloadRefs: string[]) {
    this.#summaries = new Map(
      SUMMARY_FAMILIES.map((family, f) => [
        family,
        new Map(
          workloadRefs.map((ref, i) => [
            ref,
            // A fixed scatter over 0 to 1.
            summaryOf(family, ref, ((i * 7919 + f * 104729) % 10_007) / 10_007),
          ]),
        ),
      ]),
    );
    this.features = [
      this.#publisher(),
      ...SUMMARY_FAMILIES.map(family => this.#plugin(family)),
    ];
  }

  /** A family says something new of one workload. */
  async change(
    summary: FamilySummary & { family: SummaryFamily },
  ): Promise<void> {
    const { family, workloadRef } = summary;
    this.#summaries.get(family)!.set(workloadRef, summary);
    await this.#publish!(family, [workloadRef]);
  }

  #publisher() {
    return createBackendPlugin({
      pluginId: 'benchmark',
      register: env => {
        env.registerInit({
          deps: { events: eventsServiceRef },
          init: async ({ events }) => {
            this.#publish = (family, workloadRefs) =>
              events.publish({
                topic: SUMMARIES_TOPIC,
                eventPayload: { family, workloadRefs },
              });
          },
        });
      },
    });
  }

  /** Its summaries, paged as the contract says. */
  #plugin(family: SummaryFamily) {
    const summaries = this.#summaries.get(family)!;
    return createBackendPlugin({
      pluginId: family,
      register(env) {
        env.registerInit({
          deps: { http: coreServices.httpRouter },
          async init({ http }) {
            const refs = [...summaries.keys()].sort();
            const router = express.Router().use(express.json());
            router.post('/summaries/query', (req, res) => {
              const { after, limit = 200, workloadRefs } = req.body;
              const wanted: string[] = workloadRefs ?? refs;
              const start = after ? wanted.indexOf(after) + 1 : 0;
              const page = wanted.slice(start, start + limit);
              res.json({
                items: page.map(ref => summaries.get(ref)).filter(Boolean),
                nextAfter:
                  start + limit < wanted.length
                    ? page[page.length - 1]
                    : undefined,
              });
            });
            http.use(router);
          },
        });
      },
    });
  }
}
