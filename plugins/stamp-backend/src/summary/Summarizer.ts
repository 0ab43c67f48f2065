import { SummaryStore, inTurns } from '@plumbline/plugin-workload-node';
import { StampReader } from '../store/StampReader';
import { WorkloadStore } from '../store/WorkloadStore';
import { composeSummary } from './composeSummary';

const WORKLOADS_AT_ONCE = 200;
const NOTHING = { stamps: [], pullRequests: [] };

/** Keeps what is said of workloads in step with what is known of their stamps. */
export class Summarizer {
  readonly #reader: StampReader;
  readonly #summaries: SummaryStore;
  readonly #workloads: WorkloadStore;

  constructor(options: {
    reader: StampReader;
    summaries: SummaryStore;
    workloads: WorkloadStore;
  }) {
    this.#reader = options.reader;
    this.#summaries = options.summaries;
    this.#workloads = options.workloads;
  }

  /** Composes the summaries of these workloads; those that are not known are left out. */
  async summarize(workloadRefs: string[], now: Date): Promise<void> {
    for await (const refs of inTurns(workloadRefs, WORKLOADS_AT_ONCE)) {
      const workloads = await this.#workloads.read(refs);
      const stamps = await this.#reader.known([...workloads.keys()]);
      await this.#summaries.save(
        [...workloads.values()].map(({ workloadRef, ownerRef }) => {
          const known = stamps.get(workloadRef) ?? NOTHING;
          const summary = composeSummary(workloadRef, known, now);
          return {
            ...summary,
            attention: summary.attention.map(item => ({ ...item, ownerRef })),
          };
        }),
      );
    }
  }

  /** The same of all; what only time has changed, too. What is gone is forgotten. */
  async summarizeAll(now: Date): Promise<void> {
    const refs = await this.#workloads.refs();
    await this.summarize(refs, now);
    await this.#summaries.retain(refs);
  }
}
