import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Incident,
  May,
  workloadIncidentActPermission,
  workloadManagePermission,
} from '@plumbline/plugin-workload-common';
import { AuthorizeOptions, mayActFor } from '@plumbline/plugin-workload-node';
import { refOfContact } from '../../incidents/words';

/** What tells whom an incident concerns. */
export type ConcernedBy = Pick<Incident, 'ownerRef' | 'onCall' | 'escalation'>;

/** Who may acknowledge, note and review which incident: its owner, whoever is called about it, and who may manage all. */
export class IncidentAccess {
  readonly #options: Pick<AuthorizeOptions, 'permissions'> & {
    auth: AuthService;
    userInfo: UserInfoService;
  };

  constructor(options: {
    auth: AuthService;
    permissions: AuthorizeOptions['permissions'];
    userInfo: UserInfoService;
  }) {
    this.#options = options;
  }

  /** Whether a caller may act, and if not, why. */
  async may(
    incident: ConcernedBy,
    credentials: BackstageCredentials,
  ): Promise<May> {
    const { auth, permissions, userInfo } = this.#options;
    const [acts, manages] = (
      await permissions.authorize(
        [workloadIncidentActPermission, workloadManagePermission].map(
          permission => ({ permission }),
        ),
        { credentials },
      )
    ).map(({ result }) => result === AuthorizeResult.ALLOW);
    if (manages) return { allowed: true };
    if (!acts) {
      const reason = `It needs the permission '${workloadIncidentActPermission.name}'.`;
      return { allowed: false, reason };
    }
    const may = await mayActFor(incident.ownerRef, credentials, this.#options);
    if (may.allowed || !auth.isPrincipal(credentials, 'user')) return may;
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    const isCalled = contactsOf(incident).some(ref =>
      ownershipEntityRefs.includes(ref),
    );
    return isCalled ? { allowed: true } : may;
  }

  /** @throws NotAllowedError saying why not. */
  async check(
    number: number,
    incident: ConcernedBy,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const may = await this.may(incident, credentials);
    if (!may.allowed) {
      throw new NotAllowedError(`Incident ${number}: ${may.reason}`);
    }
  }
}

/** Users and groups who are called, also those whose turn has not come. */
function contactsOf({ onCall, escalation }: ConcernedBy): string[] {
  return [
    onCall ?? '',
    ...escalation.steps.map(({ contact }) => contact),
  ].flatMap(contact => refOfContact(contact) ?? []);
}
