import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  HotPathEdit,
  WorkloadAgreement,
  sloAgreePermission,
} from '@plumbline/plugin-slo-common';
import {
  dependenciesOf,
  emptyAgreement,
} from '../../agreements/composeAgreement';
import { AgreementStore } from '../../store/AgreementStore';
import { Ownership } from '../Ownership';
import { nameOf } from '../audited';
import { refOf } from '../inputs';

/** Reads what dependencies allow, and takes corrections of the path from people who may. */
export class AgreementDesk {
  readonly #ownership: Ownership;
  readonly #store: AgreementStore;
  readonly #recompose: (workloadRef: string) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    ownership: Ownership;
    store: AgreementStore;
    /** Composes the agreement of a workload anew. */
    recompose: (workloadRef: string) => Promise<void>;
    now?: () => Date;
  }) {
    this.#ownership = options.ownership;
    this.#store = options.store;
    this.#recompose = options.recompose;
    this.#now = options.now ?? (() => new Date());
  }

  /** The agreement as it is stored, and whether the caller may correct it. */
  async read(
    workloadRef: string,
    credentials: BackstageCredentials,
  ): Promise<WorkloadAgreement> {
    const [stored, mayEdit] = await Promise.all([
      this.#store.read([workloadRef]),
      this.#ownership.may(workloadRef, sloAgreePermission, credentials),
    ]);
    const agreement =
      stored.get(workloadRef)?.agreement ??
      emptyAgreement(workloadRef, this.#now());
    return { ...agreement, mayEdit };
  }

  /**
   * Stores a correction, which takes the place of the one before.
   *
   * @returns the agreement by the corrected path.
   * @throws InputError naming the field; NotFoundError or NotAllowedError naming the workload.
   */
  async edit(
    workloadRef: string,
    input: HotPathEdit,
    credentials: BackstageCredentials,
  ): Promise<WorkloadAgreement> {
    await this.#ownership.check(workloadRef, sloAgreePermission, credentials);
    await this.#store.edit(workloadRef, {
      edit: await this.#checked(workloadRef, input),
      editedBy: nameOf(credentials),
      editedAt: this.#now().toISOString(),
    });
    await this.#recompose(workloadRef);
    return this.read(workloadRef, credentials);
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
