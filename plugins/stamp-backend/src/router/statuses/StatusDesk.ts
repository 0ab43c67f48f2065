import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ENTITY_REF_PATTERN,
  StampStatus,
  StampStatusReport,
} from '@plumbline/plugin-stamp-common';
import { refOf, subjectOf, timeOf } from '@plumbline/plugin-workload-node';
import { Reporter } from '../../config/readReporters';
import { KnownStamp, StatusStore } from '../../store/StatusStore';

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 60_000;

/** Takes what pipelines tell of stamps; all of a request or none. */
export class StatusDesk {
  readonly #reporters: Map<string, Reporter>;
  readonly #store: StatusStore;
  readonly #lookFor: (stampRefs: string[]) => Promise<void>;
  readonly #onChanged: (
    stampRefs: string[],
    workloadRefs: string[],
  ) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    reporters: Reporter[];
    store: StatusStore;
    /** Reads stamps from catalog and estate that nobody has heard of yet. */
    lookFor: (stampRefs: string[]) => Promise<void>;
    /** Told of which stamps something new is known, and whose they are. */
    onChanged: (stampRefs: string[], workloadRefs: string[]) => Promise<void>;
    now?: () => Date;
  }) {
    this.#reporters = new Map(
      options.reporters.map(reporter => [reporter.subject, reporter]),
    );
    this.#store = options.store;
    this.#lookFor = options.lookFor;
    this.#onChanged = options.onChanged;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Of what the configuration lets a caller tell.
   *
   * @throws NotAllowedError when it does not name the caller.
   */
  reporter(credentials: BackstageCredentials): Reporter {
    const subject = subjectOf(credentials);
    const reporter = this.#reporters.get(subject);
    if (!reporter) {
      throw new NotAllowedError(
        `'${subject}' may not tell of stamps: stamp.reporters does not name it`,
      );
    }
    return reporter;
  }

  /**
   * Stores reports.
   *
   * @returns how many there were, and of how many stamps something new is known.
   * @throws InputError, NotAllowedError or NotFoundError, naming the report.
   */
  async take(
    reports: readonly StampStatusReport[],
    reporter: Reporter,
  ): Promise<{ reports: number; changed: number }> {
    const now = this.#now();
    const statuses = reports.map((report, index) =>
      this.#checked(report, `reports[${index}]`, reporter, now),
    );
    const known = await this.#known(statuses);
    statuses.forEach(({ stampRef }, index) => {
      const place = `reports[${index}].stampRef`;
      const stamp = known.get(stampRef);
      if (!stamp) {
        throw new NotFoundError(`${place}: no stamp '${stampRef}' is known`);
      }
      if (
        reporter.workloads &&
        !reporter.workloads.includes(stamp.workloadRef)
      ) {
        throw new NotAllowedError(
          `${place}: '${reporter.subject}' may not tell of stamps of '${stamp.workloadRef}'`,
        );
      }
      if (!stamp.hasLock) {
        throw new InputError(
          `${place}: '${stampRef}' has no lock file in the estate; only what was made from one is followed`,
        );
      }
    });
    const changed = await this.#store.save(
      statuses,
      ref => known.get(ref)!.workloadRef,
      now,
    );
    if (changed.length > 0) {
      const workloadRefs = changed.map(ref => known.get(ref)!.workloadRef);
      await this.#onChanged(changed, [...new Set(workloadRefs)]);
    }
    return { reports: statuses.length, changed: changed.length };
  }

  #checked(
    report: StampStatusReport,
    place: string,
    reporter: Reporter,
    now: Date,
  ): StampStatus {
    const stampRef = stampRefOf(report.stampRef, `${place}.stampRef`);
    const observedAt = timeOf(report.observedAt, `${place}.observedAt`);
    if (Date.parse(observedAt) > now.getTime() + CLOCK_SKEW_MS) {
      throw new InputError(
        `${place}.observedAt: expected a time that is not in the future`,
      );
    }
    if (report.runUrl !== undefined && !isHttps(report.runUrl)) {
      throw new InputError(
        `${place}.runUrl: expected an https address without a user name`,
      );
    }
    return {
      ...report,
      stampRef,
      observedAt,
      reportedBy: reporter.subject,
      receivedAt: now.toISOString(),
    };
  }

  /** A stamp that was merged a moment ago is told of before anybody looked. */
  async #known(statuses: StampStatus[]): Promise<Map<string, KnownStamp>> {
    const refs = [...new Set(statuses.map(({ stampRef }) => stampRef))];
    const known = await this.#store.known(refs);
    const unknown = refs.filter(ref => !known.get(ref)?.hasLock);
    if (unknown.length === 0) return known;
    try {
      await this.#lookFor(unknown);
    } catch (error) {
      throw new ServiceUnavailableError(
        `The lock of '${unknown[0]}' could not be looked for; tell it again in a minute`,
        error as Error,
      );
    }
    return this.#store.known(refs);
  }
}

/**
 * Full ref of a stamp.
 *
 * @throws InputError for what no entity can be called.
 */
export function stampRefOf(ref: string, place: string): string {
  const full = refOf(ref, place);
  if (!ENTITY_REF_PATTERN.test(full)) {
    throw new InputError(
      `${place}: expected a full ref such as 'resource:default/shop-prod-westeurope-001'`,
    );
  }
  return full;
}

/** Printable and with nothing hidden in it. */
function isHttps(address: string): boolean {
  if (!/^[!-~]+$/.test(address) || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === 'https:' && !username && !password;
}
