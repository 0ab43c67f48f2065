import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { May, sloManagePermission } from '@plumbline/plugin-slo-common';
import {
  AuthorizeOptions,
  KnownWorkload,
  authorizeAndAsk,
} from '@plumbline/plugin-workload-node';
import { Request } from 'express';
import { WorkloadStore } from '../store/WorkloadStore';

/** A caller of a route and what they may do about one workload. */
export interface Caller {
  credentials: BackstageCredentials;
  may: May;
}

/** Who may write about which workload: those who own it, and those who may manage all. */
export class Ownership {
  readonly #services: AuthorizeOptions & {
    auth: AuthService;
    userInfo: UserInfoService;
  };
  readonly #workloads: WorkloadStore;

  constructor(
    options: AuthorizeOptions & {
      auth: AuthService;
      userInfo: UserInfoService;
      workloads: WorkloadStore;
    },
  ) {
    this.#services = options;
    this.#workloads = options.workloads;
  }

  /**
   * Checks that the caller of a route may read, and says whether they may use
   * another permission on a workload, and if not, why.
   *
   * @throws AuthenticationError or NotAllowedError when they may not read.
   */
  async reader(
    request: Request<any, any, any, any>,
    reading: BasicPermission,
    writing: BasicPermission,
    workloadRef: string,
  ): Promise<Caller> {
    const { credentials, granted } = await authorizeAndAsk(
      request,
      reading,
      [writing, sloManagePermission],
      this.#services,
    );
    const known = await this.#workloads.read([workloadRef]);
    const workload = known.get(workloadRef);
    if (!workload) {
      const reason = 'The catalog has no such workload.';
      return { credentials, may: { allowed: false, reason } };
    }
    const [writes, manages] = granted;
    if (!writes && !manages) {
      const reason = `It needs the permission '${writing.name}'.`;
      return { credentials, may: { allowed: false, reason } };
    }
    const may = await this.#mayActFor(workload, manages, credentials);
    return { credentials, may };
  }

  /**
   * Checks that a caller who may write at all may write about a workload.
   *
   * @throws NotFoundError or NotAllowedError, naming the workload.
   */
  async check(
    workloadRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [[decision], known] = await Promise.all([
      this.#services.permissions.authorize(
        [{ permission: sloManagePermission }],
        { credentials },
      ),
      this.#workloads.read([workloadRef]),
    ]);
    const workload = known.get(workloadRef);
    if (!workload) {
      throw new NotFoundError(`No workload '${workloadRef}' is known`);
    }
    const manages = decision.result === AuthorizeResult.ALLOW;
    const may = await this.#mayActFor(workload, manages, credentials);
    if (!may.allowed) {
      throw new NotAllowedError(`${workloadRef}: ${may.reason}`);
    }
  }

  // Services do what the permission allows them; they own nothing.
  async #mayActFor(
    { ownerRef }: KnownWorkload,
    manages: boolean,
    credentials: BackstageCredentials,
  ): Promise<May> {
    const { auth, userInfo } = this.#services;
    if (manages || !auth.isPrincipal(credentials, 'user')) {
      return { allowed: true };
    }
    if (!ownerRef) {
      return { allowed: false, reason: 'The workload names no owner.' };
    }
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    return ownershipEntityRefs.includes(ownerRef)
      ? { allowed: true }
      : { allowed: false, reason: `Only ${ownerRef} may do this.` };
  }
}
