import { LoggerService } from '@backstage/backend-plugin-api';
import {
  REPORTING_FAMILIES,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';
import {
  FamilyClient,
  PluginAbsentError,
} from '@plumbline/plugin-workload-node';
import { FamilyStore } from '../store/FamilyStore';
import { RollUp } from './RollUp';

/** Copies what the families say, and rolls up the workloads for which it changed. */
export class PullSummaries {
  readonly #client: Pick<FamilyClient, 'summaries'>;
  readonly #families: FamilyStore;
  readonly #rollUp: RollUp;
  readonly #logger: LoggerService;

  constructor(options: {
    client: Pick<FamilyClient, 'summaries'>;
    families: FamilyStore;
    rollUp: RollUp;
    logger: LoggerService;
  }) {
    this.#client = options.client;
    this.#families = options.families;
    this.#rollUp = options.rollUp;
    this.#logger = options.logger;
  }

  /**
   * Pulls every family. One that fails does not stop the others.
   *
   * @throws AggregateError in the end, when any failed, so that the scheduler
   * knows.
   */
  async runAll(): Promise<void> {
    const errors: Error[] = [];
    for (const family of REPORTING_FAMILIES) {
      try {
        await this.run(family);
      } catch (error) {
        errors.push(error as Error);
      }
    }
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        errors.map(error => error.message).join('; '),
      );
    }
  }

  /**
   * Pulls what one family says about some workloads, or about all.
   *
   * @throws Error when the family fails; its status then says so, and what it
   * said before stays. One that is not installed is no failure.
   */
  async run(family: ReportingFamily, workloadRefs?: string[]): Promise<void> {
    const now = new Date().toISOString();
    const missing = new Set(
      workloadRefs ?? (await this.#families.workloadRefs(family)),
    );
    try {
      for await (const page of this.#client.summaries(family, workloadRefs)) {
        page.forEach(summary => missing.delete(summary.workloadRef));
        // Page by page, so that a pull that ends early leaves nothing half done.
        await this.#rollUp.run(await this.#families.save(family, page, now));
      }
    } catch (error) {
      if (error instanceof PluginAbsentError) {
        await this.#forget(family, now);
        return;
      }
      const { message } = error as Error;
      await this.#families.noteFailure(family, message, now);
      throw new Error(`Summaries of '${family}' were not read: ${message}`);
    }
    await this.#families.remove(family, [...missing], now);
    await this.#families.noteSuccess(family, now);
    await this.#rollUp.run([...missing]);
  }

  async #forget(family: ReportingFamily, now: string) {
    const refs = await this.#families.workloadRefs(family);
    if (refs.length > 0) {
      this.#logger.info(
        `'${family}' is no longer installed; what it said about ${refs.length} workloads is forgotten`,
      );
    }
    await this.#families.remove(family, refs, now);
    await this.#families.noteAbsent(family);
    await this.#rollUp.run(refs);
  }
}
