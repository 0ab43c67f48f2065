import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EstatePlan,
  stampChangePermission,
  stampManagePermission,
} from '@plumbline/plugin-stamp-common';
import {
  knownWorkload,
  mayActFor,
  readWorkloads,
} from '@plumbline/plugin-workload-node';

/** What {@link StampRights} asks. */
export interface StampRightsOptions {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/** What somebody wants to change: stamps of a workload, or a new one for its owner. */
export interface ChangeTarget {
  /** Full ref. */
  workloadRef: string;
  /** Full ref of the group that a new workload is for; absent for one that exists. */
  newOwner?: string;
}

/**
 * Who may change stamps: with `stamp.change` whoever speaks for the workload's
 * owner, with `stamp.manage` everybody. The same for templates and agents.
 */
export class StampRights {
  readonly #options: StampRightsOptions;

  constructor(options: StampRightsOptions) {
    this.#options = options;
  }

  /**
   * Checks that a caller may carry out a plan.
   *
   * @throws NotAllowedError, also where nobody is known to ask;
   * NotFoundError where the catalog has no such workload.
   */
  async checkPlan(
    plan: EstatePlan,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { workloadRef } = plan.stamp;
    await this.check(
      plan.kind === 'new-workload'
        ? { workloadRef, newOwner: plan.workload.owner }
        : { workloadRef },
      credentials,
    );
  }

  /** The same before there is a plan. */
  async check(
    { workloadRef, newOwner }: ChangeTarget,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (this.#options.auth.isPrincipal(credentials, 'none')) {
      // Such as in a task that was recovered without what it was started with.
      throw new NotAllowedError(
        'It is not known who asks for this; sign in and run it again',
      );
    }
    const [[change, manage], workload] = await Promise.all([
      this.#options.permissions.authorize(
        [
          { permission: stampChangePermission },
          { permission: stampManagePermission },
        ],
        { credentials },
      ),
      this.#readWorkload(workloadRef, credentials),
    ]);
    if (!workload && !newOwner) {
      throw new NotFoundError(
        `There is no workload ${workloadRef} in the catalog, or you may not see it`,
      );
    }
    if (manage.result === AuthorizeResult.ALLOW) return;
    if (change.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission '${stampChangePermission.name}'`,
      );
    }
    // One that exists already belongs to its owner, whoever asks for it as new.
    const owners = workload ? [workload.ownerRef] : [];
    if (newOwner) owners.push(newOwner);
    for (const owner of owners) {
      const may = await mayActFor(owner, credentials, this.#options);
      if (!may.allowed) {
        throw new NotAllowedError(`${workloadRef}: ${may.reason}`);
      }
    }
  }

  async #readWorkload(workloadRef: string, credentials: BackstageCredentials) {
    const pages = readWorkloads({
      catalog: this.#options.catalog,
      credentials,
      workloadRefs: [workloadRef],
    });
    for await (const [found] of pages) {
      if (found) return knownWorkload(found);
    }
    return undefined;
  }
}
