import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { May, sloManagePermission } from '@plumbline/plugin-slo-common';
import { WorkloadStore } from '../store/WorkloadStore';

/** Who may write about which workload: those who own it, and those who may manage all. */
export class Ownership {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #permissions: PermissionsService;
  readonly #workloads: WorkloadStore;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    permissions: PermissionsService;
    workloads: WorkloadStore;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#permissions = options.permissions;
    this.#workloads = options.workloads;
  }

  /**
   * Whether a caller may use a permission on a workload, and if not, why.
   * Services do what the permission allows them; they own nothing.
   */
  async may(
    workloadRef: string,
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<May> {
    const [decisions, known] = await Promise.all([
      this.#permissions.authorize(
        [{ permission }, { permission: sloManagePermission }],
        { credentials },
      ),
      this.#workloads.read([workloadRef]),
    ]);
    const [granted, manages] = decisions.map(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    const workload = known.get(workloadRef);
    if (!workload) {
      return { allowed: false, reason: 'The catalog has no such workload.' };
    }
    if (manages) return { allowed: true };
    if (!granted) {
      return {
        allowed: false,
        reason: `It needs the permission '${permission.name}'.`,
      };
    }
    if (!this.#auth.isPrincipal(credentials, 'user')) return { allowed: true };
    const { ownerRef } = workload;
    if (!ownerRef) {
      return { allowed: false, reason: 'The workload names no owner.' };
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.includes(ownerRef)
      ? { allowed: true }
      : { allowed: false, reason: `Only ${ownerRef} may do this.` };
  }

  /**
   * The same for a write.
   *
   * @throws NotFoundError or NotAllowedError, naming the workload.
   */
  async check(
    workloadRef: string,
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const known = await this.#workloads.read([workloadRef]);
    if (!known.has(workloadRef)) {
      throw new NotFoundError(`No workload '${workloadRef}' is known`);
    }
    const { allowed, reason } = await this.may(
      workloadRef,
      permission,
      credentials,
    );
    if (!allowed) throw new NotAllowedError(`${workloadRef}: ${reason}`);
  }
}
