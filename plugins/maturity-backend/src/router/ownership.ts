import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { May, isWorkload } from '@plumbline/plugin-workload-common';
import { mayActFor } from '@plumbline/plugin-workload-node';

/** Who owns workloads, as those who ask may see them. */
export class Ownership {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #catalog: CatalogService;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    catalog: CatalogService;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#catalog = options.catalog;
  }

  /** Whether a caller speaks for a workload with this owner, and if not, why. Other back ends always do. */
  async mayActFor(
    ownerRef: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<May> {
    const services = { auth: this.#auth, userInfo: this.#userInfo };
    return mayActFor(ownerRef, credentials, services);
  }

  /**
   * Checks that a user, or a group of theirs, owns each of these workloads. They
   * are read as the user reads them, so that one they may not see is not found.
   *
   * @throws NotFoundError or NotAllowedError, naming the workload.
   */
  async check(
    workloadRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const entityRefs = [...new Set(workloadRefs)];
    const [{ ownershipEntityRefs }, { items }] = await Promise.all([
      this.#userInfo.getUserInfo(credentials),
      this.#catalog.getEntitiesByRefs({ entityRefs }, { credentials }),
    ]);
    entityRefs.forEach((ref, index) => {
      const entity = items[index];
      if (!entity || !isWorkload(entity)) {
        throw new NotFoundError(`No workload '${ref}' was found`);
      }
      const owners = (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef);
      if (!owners.some(owner => ownershipEntityRefs.includes(owner))) {
        throw new NotAllowedError(
          `Only ${owners.join(', ') || 'its owner'} may do this for '${ref}'`,
        );
      }
    });
  }
}
