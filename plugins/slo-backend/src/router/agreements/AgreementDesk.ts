import { InputError } from '@backstage/errors';
import { HotPathEdit, WorkloadAgreement } from '@plumbline/plugin-slo-common';
import { refOf } from '@plumbline/plugin-workload-node';
import {
  dependenciesOf,
  emptyAgreement,
} from '../../agreements/composeAgreement';
import { AgreementStore } from '../../store/AgreementStore';

/** Reads what dependencies allow, and takes corrections of the path. */
export class AgreementDesk {
  readonly #store: AgreementStore;
  readonly #recompose: (workloadRef: string) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    store: AgreementStore;
    /** Composes the agreement of a workload anew. */
    recompose: (workloadRef: string) => Promise<void>;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#recompose = options.recompose;
    this.#now = options.now ?? (() => new Date());
  }

  /** The agreement as it is stored. */
  async read(workloadRef: string): Promise<WorkloadAgreement> {
    const stored = await this.#store.read([workloadRef]);
    return (
      stored.get(workloadRef)?.agreement ??
      emptyAgreement(workloadRef, this.#now())
    );
  }

  /**
   * Stores a correction, which takes the place of the one before.
   *
   * @param by - full ref of the user, or subject of the service.
   * @returns the agreement by the corrected path.
   * @throws InputError naming the field.
   */
  async edit(
    workloadRef: string,
    input: HotPathEdit,
    by: string,
  ): Promise<WorkloadAgreement> {
    await this.#store.edit(workloadRef, {
      edit: await this.#checked(workloadRef, input),
      editedBy: by,
      editedAt: this.#now().toISOString(),
    });
    await this.#recompose(workloadRef);
    return this.read(workloadRef);
  }

  async #checked(
    workloadRef: string,
    input: HotPathEdit,
  ): Promise<HotPathEdit> {
    const stored = (await this.#store.read([workloadRef])).get(workloadRef);
    const { edit } = stored?.edit ?? {};
    const known = new Set([
      ...(stored?.agreement ? dependenciesOf(stored.agreement) : []),
      // What was corrected and has left the catalog since is no mistake.
      ...(edit?.excluded ?? []),
      ...(edit?.included ?? []),
      ...Object.keys(edit?.overrides ?? {}),
    ]);
    const dependency = (ref: string, place: string) => {
      const full = refOf(ref, place);
      if (!known.has(full)) {
        throw new InputError(
          `${place}: expected something that '${workloadRef}' depends on, '${full}' is none`,
        );
      }
      return full;
    };
    const listOf = (refs: string[], place: string) => [
      ...new Set(
        refs.map((ref, index) => dependency(ref, `${place}[${index}]`)),
      ),
    ];
    const excluded = listOf(input.excluded, 'excluded');
    const included = listOf(input.included ?? [], 'included');
    const both = excluded.find(ref => included.includes(ref));
    if (both) {
      throw new InputError(
        `included: expected nothing that is in 'excluded' too, '${both}' is`,
      );
    }
    const overrides = Object.entries(input.overrides).map(([ref, value]) => {
      const place = `overrides['${ref.slice(0, 300)}']`;
      if (!(value > 0 && value <= 1)) {
        throw new InputError(
          `${place}: expected an availability above 0 and at most 1`,
        );
      }
      return [dependency(ref, place), value];
    });
    return { excluded, included, overrides: Object.fromEntries(overrides) };
  }
}
