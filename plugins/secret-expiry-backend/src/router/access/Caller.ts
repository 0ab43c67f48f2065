import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  May,
  secretExpiryAcknowledgePermission,
  secretExpiryManagePermission,
} from '@plumbline/plugin-secret-expiry-common';
import { subjectOf } from '@plumbline/plugin-workload-node';
import { Scope } from '../../store/Scope';

/** Whom a credential concerns. */
export interface Concerned {
  /** Full ref of who renews it. */
  responsibleRef?: string;
  /** Full ref of who owns its workload. */
  workloadOwnerRef?: string;
}

/** Who asks, what they may read, and what they may do. */
export class Caller {
  readonly credentials: BackstageCredentials;
  /** Whether they are a person rather than a service. */
  readonly isUser: boolean;
  /** What every query is narrowed to. */
  readonly scope: Scope;
  readonly #acknowledges: boolean;
  readonly #manages: boolean;
  readonly #ownerRefs: () => Promise<string[] | undefined>;

  constructor(options: {
    credentials: BackstageCredentials;
    isUser: boolean;
    scope: Scope;
    acknowledges: boolean;
    manages: boolean;
    /** Full refs of a person and their groups; `undefined` for a service, which owns nothing. */
    ownerRefs: () => Promise<string[] | undefined>;
  }) {
    this.credentials = options.credentials;
    this.isUser = options.isUser;
    this.scope = options.scope;
    this.#acknowledges = options.acknowledges;
    this.#manages = options.manages;
    this.#ownerRefs = options.ownerRefs;
  }

  /** Full ref of the user, or the name of the service. */
  get ref(): string {
    return subjectOf(this.credentials);
  }

  /** Whether they may have sources looked at again, acknowledge everything, and end anybody's feeds. */
  mayManage(): May {
    return this.#manages
      ? { allowed: true }
      : lacking(secretExpiryManagePermission.name);
  }

  /** Whether they may acknowledge anything at all. */
  mayAcknowledgeSome(): May {
    return this.#acknowledges || this.#manages
      ? { allowed: true }
      : lacking(secretExpiryAcknowledgePermission.name);
  }

  /** Whether they may acknowledge what concerns these. Services do what the permission allows them. */
  async mayAcknowledge(concerned: Concerned): Promise<May> {
    const some = this.mayAcknowledgeSome();
    if (this.#manages || !some.allowed) return some;
    const own = await this.#ownerRefs();
    const { responsibleRef, workloadOwnerRef } = concerned;
    const owners = [responsibleRef, workloadOwnerRef].filter(
      ref => ref !== undefined,
    );
    if (!own || owners.some(ref => own.includes(ref))) return { allowed: true };
    return {
      allowed: false,
      reason: owners.length
        ? `Only ${[...new Set(owners)].join(' and ')} may do this.`
        : 'Neither it nor its workload names an owner.',
    };
  }

  /** @throws NotAllowedError unless they may manage. */
  checkManages() {
    if (!this.#manages) {
      throw new NotAllowedError(
        `You lack the permission '${secretExpiryManagePermission.name}'`,
      );
    }
  }

  /** @throws NotAllowedError unless they may acknowledge anything at all. */
  checkAcknowledges() {
    if (!this.mayAcknowledgeSome().allowed) {
      throw new NotAllowedError(
        `You lack the permission '${secretExpiryAcknowledgePermission.name}'`,
      );
    }
  }
}

function lacking(permission: string): May {
  return { allowed: false, reason: `It needs the permission '${permission}'.` };
}
