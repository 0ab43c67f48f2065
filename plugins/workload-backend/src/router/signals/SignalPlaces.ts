import { InputError } from '@backstage/errors';
import { SignalName } from '@plumbline/plugin-workload-common';
import { workloadRefOf } from '@plumbline/plugin-workload-node';
import { ReportStore } from '../../store/ReportStore';
import { nodeRefOf } from '../inputs';

/** A part of a workload. */
export interface Part {
  workloadRef: string;
  entityRef: string;
}

/** Finds the parts of workloads that pushed signals are about. */
export class SignalPlaces {
  readonly #reports: ReportStore;

  constructor(reports: ReportStore) {
    this.#reports = reports;
  }

  /**
   * The part that each signal is about, in their order. Whoever names no
   * workload means the one that the part belongs to.
   *
   * @param place - what the list is called in errors.
   * @throws InputError naming signal and field.
   */
  async find(
    signals: Pick<SignalName, 'workloadRef' | 'entityRef'>[],
    place: string,
  ): Promise<Part[]> {
    const named = signals.map((signal, index) => ({
      at: `${place}[${index}]`,
      entityRef: nodeRefOf(signal.entityRef, `${place}[${index}].entityRef`),
      workloadRef:
        signal.workloadRef === undefined
          ? undefined
          : workloadRefOf(signal.workloadRef, `${place}[${index}].workloadRef`),
    }));
    const known = await this.#reports.workloadsOfParts(
      named.map(({ entityRef }) => entityRef),
    );
    return named.map(({ at, entityRef, workloadRef }) => {
      const workloads = known.get(entityRef) ?? [];
      if (workloadRef !== undefined) {
        if (!workloads.includes(workloadRef)) {
          throw new InputError(
            `${at}.entityRef: expected a part of ${workloadRef}, or the workload itself; '${entityRef}' is none`,
          );
        }
        return { workloadRef, entityRef };
      }
      if (workloads.length === 0) {
        throw new InputError(
          `${at}.entityRef: expected a part of a workload, '${entityRef}' is none`,
        );
      }
      if (workloads.length > 1 || entityRef.startsWith('flow:')) {
        throw new InputError(
          `${at}.workloadRef: expected the workload that is meant, '${entityRef}' may be of ${listed(
            workloads,
          )}`,
        );
      }
      return { workloadRef: workloads[0], entityRef };
    });
  }
}

const MOST_NAMED = 5;

function listed(refs: string[]): string {
  const more = refs.length - MOST_NAMED;
  return [
    ...refs.slice(0, MOST_NAMED),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
}
