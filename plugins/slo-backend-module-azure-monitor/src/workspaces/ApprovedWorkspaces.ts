import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readSubscriptions, readTexts } from '../readSubscriptions';

const PLACE = 'slo.azureMonitor.logs';
const NAME_PATTERN = /^[\w().*-]+$/;
const WORKSPACE_ID =
  /^\/subscriptions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/resourceGroups\/([\w().-]*[\w()-])\/providers\/Microsoft\.OperationalInsights\/workspaces\/([a-z0-9-]+)\/?$/i;

/** Which Log Analytics workspaces documents may name without an entry of their own. */
export interface ApprovedWorkspaces {
  /** GUIDs in lower case. Without any, no workspace is approved. */
  subscriptions: ReadonlySet<string>;
  /** Resource groups of theirs; all when absent. */
  resourceGroups?: RegExp[];
  /** Names of workspaces; all when absent. */
  names?: RegExp[];
}

/** Where a workspace is, as its resource ID says. */
export interface WorkspacePlace {
  /** GUID in lower case. */
  subscription: string;
  resourceGroup: string;
  name: string;
}

/** What the resource ID of a workspace says; nothing when it is another resource's or none. */
export function workspacePlaceOf(
  resourceId: string,
): WorkspacePlace | undefined {
  const found = WORKSPACE_ID.exec(resourceId.trim());
  if (!found) return undefined;
  const [, subscription, resourceGroup, name] = found;
  return { subscription: subscription.toLowerCase(), resourceGroup, name };
}

/** Why a workspace may not be asked, as a sentence; nothing when it may. */
export function whyNotApproved(
  { subscription, resourceGroup, name }: WorkspacePlace,
  approved: ApprovedWorkspaces,
): string | undefined {
  if (!approved.subscriptions.has(subscription)) {
    return `Workspace ${name} is in subscription ${subscription}, which is not approved (${PLACE}.subscriptions)`;
  }
  if (!matches(resourceGroup, approved.resourceGroups)) {
    return `Workspace ${name} is in resource group ${resourceGroup}, which is not approved (${PLACE}.resourceGroups)`;
  }
  return whyNameNotApproved(name, approved);
}

/** The same, of what can be said before it is known where the workspace is. */
export function whyNameNotApproved(
  name: string,
  { names }: ApprovedWorkspaces,
): string | undefined {
  return matches(name, names)
    ? undefined
    : `Workspace ${name} is not among the names that are approved (${PLACE}.workspaces)`;
}

function matches(name: string, patterns: RegExp[] | undefined): boolean {
  return !patterns || patterns.some(pattern => pattern.test(name));
}

/**
 * Reads `subscriptions`, `resourceGroups` and `workspaces` of `slo.azureMonitor.logs`.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readApprovedWorkspaces(
  section: Config | undefined,
): ApprovedWorkspaces {
  const subscriptions = readSubscriptions(section, PLACE);
  const resourceGroups = readPatterns(section, 'resourceGroups');
  const names = readPatterns(section, 'workspaces');
  const narrowed = resourceGroups ? 'resourceGroups' : names && 'workspaces';
  if (subscriptions.size === 0 && narrowed) {
    throw new InputError(
      `${PLACE}.${narrowed} narrows ${PLACE}.subscriptions, which approves none`,
    );
  }
  return { subscriptions, resourceGroups, names };
}

function readPatterns(
  section: Config | undefined,
  key: string,
): RegExp[] | undefined {
  return readTexts(
    section,
    PLACE,
    key,
    NAME_PATTERN,
    'a name, in which * stands for any characters',
  )?.map(
    text =>
      new RegExp(
        `^${text.replace(/[().]/g, '\\$&').replace(/\*+/g, '.*')}$`,
        'i',
      ),
  );
}
