import { JsonValue } from '@backstage/types';
import { pickDataSource } from '../pickDataSource';
import { MetricsDataSource } from '../readAzureMonitorConfig';

const PLACE = 'slo.azureMonitor.metrics';

/** A region's short name, or `global`. */
export const REGION = /^[a-z0-9]+$/;

/**
 * What documents may measure: within the scopes of data sources that the
 * configuration names, and in the subscriptions that it approves.
 */
export class MetricsDataSources {
  readonly #configured: Map<string, MetricsDataSource>;
  readonly #endpoint: string;
  readonly #scopes: string[];

  constructor(options: {
    configured: Map<string, MetricsDataSource>;
    /** With `{region}` to be filled in. */
    endpoint: string;
    /** GUIDs in lower case. */
    subscriptions: ReadonlySet<string>;
  }) {
    this.#configured = options.configured;
    this.#endpoint = options.endpoint;
    this.#scopes = [...options.subscriptions].map(
      subscription => `/subscriptions/${subscription}`,
    );
  }

  /**
   * The data source that a document means.
   *
   * @param name - as its `metricSourceRef` says.
   * @param region - as its spec says; the approved subscriptions are then asked there, whatever the name.
   * @throws Error with the reason, when there is none or it may not be asked.
   */
  pick(
    name: string | undefined,
    region: JsonValue | undefined,
  ): MetricsDataSource {
    if (region === undefined) {
      return pickDataSource(this.#configured, name, `${PLACE}.dataSources`);
    }
    if (typeof region !== 'string' || !REGION.test(region)) {
      throw new Error(
        `spec.region is ${JSON.stringify(
          region,
        )}; expected a region's short name such as westeurope, or global`,
      );
    }
    return {
      name: region,
      endpoint: this.#endpoint.replace('{region}', region),
      scopes: this.#scopes,
      scopesPlace: `${PLACE}.subscriptions`,
    };
  }
}
