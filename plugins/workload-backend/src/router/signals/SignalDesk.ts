import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  HEALTH_STATES,
  PushedSignal,
  REPORTS_MAX,
  REPORT_CONTEXT_MAX,
  REPORT_MINUTES,
  REPORT_MINUTES_RANGE,
  SignalName,
  SignalReportInput,
  SignalsAccepted,
} from '@plumbline/plugin-workload-common';
import { Ownership, subjectOf, timeOf } from '@plumbline/plugin-workload-node';
import { ReportStore } from '../../store/ReportStore';
import { SignalPlaces } from './SignalPlaces';

const MINUTE_MS = 60_000;
/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = MINUTE_MS;
const NAME_MAX = 200;
const ID = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/** Takes signals that are pushed, and takes them back; all of a request or none. */
export class SignalDesk {
  readonly #ownership: Ownership;
  readonly #places: SignalPlaces;
  readonly #reports: ReportStore;
  readonly #rollUp: (workloadRefs: string[]) => Promise<void>;
  readonly #rollUpDue: (workloadRefs: string[]) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    ownership: Ownership;
    places: SignalPlaces;
    reports: ReportStore;
    /** Looks at the health of workloads anew. */
    rollUp: (workloadRefs: string[]) => Promise<void>;
    /** Looks at those of them for which that is still to be done. */
    rollUpDue: (workloadRefs: string[]) => Promise<void>;
    now: () => Date;
  }) {
    this.#ownership = options.ownership;
    this.#places = options.places;
    this.#reports = options.reports;
    this.#rollUp = options.rollUp;
    this.#rollUpDue = options.rollUpDue;
    this.#now = options.now;
  }

  /**
   * Stores reports for a caller who may push at all, and has the health of
   * their workloads looked at. Pushing the same again changes nothing.
   *
   * @throws InputError naming the report and field, such as
   * `reports[3].minutes`; NotAllowedError naming a workload of others.
   */
  async push(
    inputs: SignalReportInput[],
    credentials: BackstageCredentials,
  ): Promise<SignalsAccepted> {
    const now = this.#now();
    const by = subjectOf(credentials);
    checkCount(inputs, 'reports');
    const checked = inputs.map((input, index) =>
      checkedReport(input, `reports[${index}]`, now),
    );
    const parts = await this.#places.find(inputs, 'reports');
    const reports = checked.map(
      (report, index): PushedSignal => ({
        ...report,
        ...parts[index],
        reportedBy: by,
      }),
    );
    await this.#ownership.checkAll(workloadsOf(parts), credentials);
    // What was stored before and not looked at yet, as by a process that died,
    // would be lost to the history under what comes now.
    await this.#rollUpDue(workloadsOf(parts));
    const accepted = await this.#reports.push(
      newestOfEach(reports),
      now.toISOString(),
    );
    await this.#rollUp(accepted.workloadRefs);
    return accepted;
  }

  /**
   * Takes signals back; unknown ones are no error.
   *
   * @returns refs of the workloads that had any of them.
   * @throws as {@link SignalDesk.push}, with `signals[3]`.
   */
  async remove(
    names: SignalName[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    checkCount(names, 'signals');
    const parts = await this.#places.find(names, 'signals');
    await this.#ownership.checkAll(workloadsOf(parts), credentials);
    await this.#rollUpDue(workloadsOf(parts));
    const changed = await this.#reports.remove(
      names.map(({ id }, index) => ({ ...parts[index], id })),
      this.#now().toISOString(),
    );
    await this.#rollUp(changed);
    return changed;
  }
}

function checkCount(list: unknown[], place: string) {
  if (list.length === 0 || list.length > REPORTS_MAX) {
    throw new InputError(`${place}: expected 1 to ${REPORTS_MAX} of them`);
  }
}

/** What of a report does not depend on where its part is. */
function checkedReport(
  input: SignalReportInput,
  place: string,
  now: Date,
): Omit<PushedSignal, 'workloadRef' | 'entityRef' | 'reportedBy'> {
  const expect = (holds: boolean, field: string, expected: string) => {
    if (!holds) throw new InputError(`${place}.${field}: expected ${expected}`);
  };
  const { id, state, value, context, minutes = REPORT_MINUTES } = input;
  const name = input.name.trim();
  const { min, max } = REPORT_MINUTES_RANGE;
  expect(
    ID.test(id),
    'id',
    "at most 200 letters, digits, '.', '_', '-' and '/', beginning with a letter or digit",
  );
  expect(
    name !== '' && name.length <= NAME_MAX,
    'name',
    `1 to ${NAME_MAX} characters that say what is measured`,
  );
  expect(
    state === undefined || HEALTH_STATES.includes(state),
    'state',
    `one of ${HEALTH_STATES.join(', ')}`,
  );
  expect(
    value === undefined || Number.isFinite(value),
    'value',
    'a finite number',
  );
  expect(
    state !== undefined || value !== undefined,
    'state',
    'a state, or else a value',
  );
  expect(
    context === undefined || context.length <= REPORT_CONTEXT_MAX,
    'context',
    `at most ${REPORT_CONTEXT_MAX} characters`,
  );
  expect(
    minutes >= min && minutes <= max,
    'minutes',
    `a number from ${min} to ${max}`,
  );
  const reportedAt =
    input.reportedAt === undefined
      ? now.toISOString()
      : timeOf(input.reportedAt, `${place}.reportedAt`);
  const at = Date.parse(reportedAt);
  expect(
    at <= now.getTime() + CLOCK_SKEW_MS,
    'reportedAt',
    'a time that is not in the future',
  );
  return {
    id,
    name,
    state,
    value,
    context,
    reportedAt,
    expiresAt: new Date(at + minutes * MINUTE_MS).toISOString(),
  };
}

/** Of reports of the same signal the newest, of equally new ones the last. */
function newestOfEach(reports: PushedSignal[]): PushedSignal[] {
  const newest = new Map<string, PushedSignal>();
  for (const report of reports) {
    const key = `${report.workloadRef} ${report.entityRef} ${report.id}`;
    const known = newest.get(key);
    if (!known || known.reportedAt <= report.reportedAt) {
      newest.set(key, report);
    }
  }
  return [...newest.values()];
}

function workloadsOf(parts: { workloadRef: string }[]): string[] {
  return [...new Set(parts.map(({ workloadRef }) => workloadRef))];
}
