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
import { May } from '@plumbline/plugin-workload-common';
import { Request } from 'express';
import { AuthorizeOptions, authorizeAndAsk } from '../authorize';

/** What tells who speaks for an owner. */
export interface OwnershipServices {
  auth: AuthService;
  userInfo: UserInfoService;
}

/** What {@link Ownership} needs. */
export interface OwnershipOptions extends AuthorizeOptions, OwnershipServices {
  /** The known ones among workloads, by ref. */
  workloads: {
    read(workloadRefs: string[]): Promise<Map<string, { ownerRef?: string }>>;
  };
  /** Whoever has it may write about every workload. */
  manage: BasicPermission;
}

/** A caller of a route and what they may do about one workload. */
export interface Caller {
  credentials: BackstageCredentials;
  may: May;
}

/** Who may write about which workload: those who own it, and those who may manage all. */
export class Ownership {
  readonly #options: OwnershipOptions;

  constructor(options: OwnershipOptions) {
    this.#options = options;
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
    const { workloads, manage } = this.#options;
    const { credentials, granted } = await authorizeAndAsk(
      request,
      reading,
      [writing, manage],
      this.#options,
    );
    const known = await workloads.read([workloadRef]);
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
    await this.checkAll([workloadRef], credentials);
  }

  /**
   * The same about several workloads at once.
   *
   * @throws NotFoundError or NotAllowedError, naming the first that is refused.
   */
  async checkAll(
    workloadRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { permissions, workloads, manage } = this.#options;
    const [[decision], known] = await Promise.all([
      permissions.authorize([{ permission: manage }], { credentials }),
      workloads.read(workloadRefs),
    ]);
    const manages = decision.result === AuthorizeResult.ALLOW;
    const answers = new Map<string | undefined, May>();
    for (const workloadRef of workloadRefs) {
      const workload = known.get(workloadRef);
      if (!workload) {
        throw new NotFoundError(`No workload '${workloadRef}' is known`);
      }
      const { ownerRef } = workload;
      const may =
        answers.get(ownerRef) ??
        (await this.#mayActFor(workload, manages, credentials));
      answers.set(ownerRef, may);
      if (!may.allowed) {
        throw new NotAllowedError(`${workloadRef}: ${may.reason}`);
      }
    }
  }

  async #mayActFor(
    { ownerRef }: { ownerRef?: string },
    manages: boolean,
    credentials: BackstageCredentials,
  ): Promise<May> {
    return manages
      ? { allowed: true }
      : mayActFor(ownerRef, credentials, this.#options);
  }
}

/**
 * Whether a caller speaks for an owner, and if not, why. Services do what the
 * permission allows them: they own nothing.
 *
 * @param ownerRef - full ref; absent where no owner is named.
 */
export async function mayActFor(
  ownerRef: string | undefined,
  credentials: BackstageCredentials,
  { auth, userInfo }: OwnershipServices,
): Promise<May> {
  if (!auth.isPrincipal(credentials, 'user')) return { allowed: true };
  if (!ownerRef) {
    return { allowed: false, reason: 'The workload names no owner.' };
  }
  const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
  return ownershipEntityRefs.includes(ownerRef)
    ? { allowed: true }
    : { allowed: false, reason: `Only ${ownerRef} may do this.` };
}
