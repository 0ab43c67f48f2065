import { pickDataSource } from '../pickDataSource';
import { LogsDataSource } from '../readAzureMonitorConfig';
import {
  ApprovedWorkspaces,
  whyNameNotApproved,
  whyNotApproved,
  workspacePlaceOf,
} from '../workspaces/ApprovedWorkspaces';
import { SubscriptionWorkspaces } from '../workspaces/SubscriptionWorkspaces';

const PLACE = 'slo.azureMonitor.logs';
/** Of a workspace of which nobody said how long it keeps rows; the shortest that Azure gives by itself. */
const UNTOLD_RETENTION_SECONDS = 30 * 86_400;

/**
 * What documents may ask: data sources that the configuration names, and
 * workspaces of the subscriptions that it approves.
 */
export class LogsDataSources {
  readonly #configured: Map<string, LogsDataSource>;
  readonly #approved: ApprovedWorkspaces;
  readonly #workspaces: SubscriptionWorkspaces | undefined;

  constructor(options: {
    configured: Map<string, LogsDataSource>;
    approved: ApprovedWorkspaces;
    /** Of the approved subscriptions; absent where there is none. */
    workspaces?: SubscriptionWorkspaces;
  }) {
    this.#configured = options.configured;
    this.#approved = options.approved;
    this.#workspaces = options.workspaces;
  }

  /**
   * The data source that a document means.
   *
   * @param name - as its `metricSourceRef` says.
   * @param resourceId - of a workspace, which is then asked whatever the name.
   * @throws Error with the reason, when there is none or it may not be asked.
   */
  async pick(
    name: string | undefined,
    resourceId?: string,
  ): Promise<LogsDataSource> {
    if (resourceId !== undefined) return this.#byResourceId(resourceId);
    if (name !== undefined && !this.#configured.has(name)) {
      return this.#byName(name);
    }
    if (this.#workspaces && this.#configured.size === 0) {
      throw new Error('Say which workspace by metricSourceRef');
    }
    return pickDataSource(this.#configured, name, `${PLACE}.dataSources`);
  }

  /** Its ID leads to that workspace and no other, so that Azure need not be asked where it is. */
  #byResourceId(resourceId: string): LogsDataSource {
    const place = workspacePlaceOf(resourceId);
    if (!place) {
      throw new Error(
        `spec.resourceId is '${resourceId}'; expected /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>`,
      );
    }
    const reason = whyNotApproved(place, this.#approved);
    if (reason) throw new Error(reason);
    const { subscription, resourceGroup, name } = place;
    return {
      name,
      target: {
        resourceId: `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`,
      },
      retentionSeconds: UNTOLD_RETENTION_SECONDS,
    };
  }

  async #byName(name: string): Promise<LogsDataSource> {
    if (!this.#workspaces) {
      throw new Error(
        `There is no data source '${name}' (${PLACE}.dataSources), and no subscription is approved to find a workspace of that name in (${PLACE}.subscriptions)`,
      );
    }
    const unapproved = whyNameNotApproved(name, this.#approved);
    if (unapproved) throw new Error(unapproved);
    const found = await this.#workspaces.called(name);
    const approved = found.filter(
      workspace => !whyNotApproved(workspace, this.#approved),
    );
    if (approved.length > 1) {
      throw new Error(
        `${approved.length} workspaces of approved subscriptions are called ${name}: say which by spec.resourceId`,
      );
    }
    if (approved.length === 0) {
      throw new Error(
        found.length > 0
          ? whyNotApproved(found[0], this.#approved)
          : `No workspace of the approved subscriptions (${PLACE}.subscriptions) is called ${name}; it may not have been created yet`,
      );
    }
    const [{ workspaceId, retentionSeconds }] = approved;
    return { name, target: { workspaceId }, retentionSeconds };
  }
}
