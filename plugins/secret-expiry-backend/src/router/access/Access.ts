import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  secretExpiryAcknowledgePermission,
  secretExpiryManagePermission,
  secretExpiryReadOwnPermission,
  secretExpiryReadPermission,
} from '@plumbline/plugin-secret-expiry-common';
import {
  AuthorizeOptions,
  OwnershipServices,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { Request } from 'express';
import { Scope } from '../../store/Scope';
import { Caller } from './Caller';

/** What {@link Access} needs. */
export interface AccessOptions extends AuthorizeOptions, OwnershipServices {
  /** Told of every person who comes, with what they may read; with nothing when they are refused. */
  noteReader?: (userRef: string, may: Scope | undefined) => Promise<void>;
}

const ASKED = [
  secretExpiryReadPermission,
  secretExpiryReadOwnPermission,
  secretExpiryAcknowledgePermission,
  secretExpiryManagePermission,
];

/** The one place that decides who reads and does what: every route and every action begins here. */
export class Access {
  readonly #options: AccessOptions;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /**
   * Who calls a route.
   *
   * @throws AuthenticationError without a user or service token; NotAllowedError
   * for whoever may read nothing.
   */
  async callerOf(request: Request<any, any, any, any>): Promise<Caller> {
    const credentials = await this.#options.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return this.caller(credentials);
  }

  /**
   * Who somebody is to this family.
   *
   * @throws NotAllowedError for whoever may read nothing.
   */
  async caller(credentials: BackstageCredentials): Promise<Caller> {
    const decisions = await this.#options.permissions.authorize(
      ASKED.map(permission => ({ permission })),
      { credentials },
    );
    const [readsAll, readsOwn, acknowledges, manages] = decisions.map(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    const isUser = this.#options.auth.isPrincipal(credentials, 'user');
    const note = async (may: Scope | undefined) => {
      if (isUser) {
        await this.#options.noteReader?.(subjectOf(credentials), may);
      }
    };
    if (!readsAll && !readsOwn) {
      await note(undefined);
      throw new NotAllowedError(
        `You lack the permission '${secretExpiryReadPermission.name}'`,
      );
    }
    let known: Promise<string[] | undefined> | undefined;
    const ownerRefs = () => (known ??= this.#ownerRefs(credentials));
    const scope: Scope = readsAll
      ? 'all'
      : { ownerRefs: (await ownerRefs()) ?? [] };
    await note(scope);
    return new Caller({
      credentials,
      isUser,
      scope,
      acknowledges,
      manages,
      ownerRefs,
    });
  }

  async #ownerRefs(
    credentials: BackstageCredentials,
  ): Promise<string[] | undefined> {
    const { auth, userInfo } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) return undefined;
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    return ownershipEntityRefs;
  }
}
