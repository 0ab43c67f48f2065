import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

/** Members may do everything. */
const PLATFORM_TEAM = 'group:default/platform';

/**
 * What everyone who is signed in may do besides reading. Who may attest, take
 * maintenance out of an SLO's count, correct what a workload depends on, push
 * signals, edit health models, act on incidents and change stamps is narrowed
 * down to the workload's owners by the back ends themselves.
 */
const WRITES_FOR_ALL = new Set([
  'maturity.attest',
  'maturity.refresh',
  'slo.exclude',
  'slo.agree',
  'secret-expiry.acknowledge',
  'workload.signal.report',
  'workload.model.edit',
  'workload.incident.act',
  'stamp.change',
  'scaffolder.action.execute',
  'scaffolder.task.create',
  'scaffolder.task.cancel',
  'catalog.entity.refresh',
]);

/**
 * Denies by default. Whoever is signed in may read and do a few things; the
 * platform team may do the rest.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const allowed =
      user !== undefined &&
      (permission.attributes.action === 'read' ||
        WRITES_FOR_ALL.has(permission.name) ||
        user.info.ownershipEntityRefs.includes(PLATFORM_TEAM));
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
