import { AzureResource } from '../azure/AzureResource';

/** What a resource is in the catalog's words, where its Azure type alone does not say it. */
type TypeWord = string | ((resource: AzureResource) => string);

/**
 * Azure types that are imported unless the configuration says otherwise, and
 * their `spec.type`. Parts that only serve another one (network interfaces,
 * alert rules, certificates of sites) are left out: a service map with all of
 * them shows nothing.
 */
const TYPES: Record<string, TypeWord> = {
  'microsoft.apimanagement/service': 'api-management',
  'microsoft.app/containerapps': 'container-app',
  'microsoft.app/jobs': 'container-app-job',
  'microsoft.app/managedenvironments': 'container-apps-environment',
  'microsoft.appconfiguration/configurationstores': 'app-configuration',
  'microsoft.batch/batchaccounts': 'batch-account',
  'microsoft.cache/redis': 'redis',
  'microsoft.cache/redisenterprise': 'redis',
  'microsoft.cdn/profiles': ({ sku }) =>
    /azurefrontdoor/i.test(sku) ? 'front-door' : 'cdn',
  'microsoft.cognitiveservices/accounts': 'ai-services',
  'microsoft.compute/availabilitysets': 'availability-set',
  'microsoft.compute/disks': 'managed-disk',
  'microsoft.compute/virtualmachines': 'virtual-machine',
  'microsoft.compute/virtualmachinescalesets': 'virtual-machine-scale-set',
  'microsoft.containerinstance/containergroups': 'container-instances',
  'microsoft.containerregistry/registries': 'container-registry',
  'microsoft.containerservice/managedclusters': 'aks-cluster',
  'microsoft.dashboard/grafana': 'grafana-dashboards',
  'microsoft.databricks/workspaces': 'databricks-workspace',
  'microsoft.datafactory/factories': 'data-factory',
  'microsoft.dataprotection/backupvaults': 'backup-vault',
  'microsoft.dbformysql/flexibleservers': 'mysql',
  'microsoft.dbforpostgresql/flexibleservers': 'postgresql',
  'microsoft.dbforpostgresql/servers': 'postgresql',
  'microsoft.devices/iothubs': 'iot-hub',
  'microsoft.documentdb/databaseaccounts': 'cosmos-db',
  'microsoft.eventgrid/domains': 'event-grid-domain',
  'microsoft.eventgrid/systemtopics': 'event-grid-topic',
  'microsoft.eventgrid/topics': 'event-grid-topic',
  'microsoft.eventhub/namespaces': 'event-hub',
  'microsoft.insights/actiongroups': 'action-group',
  'microsoft.insights/components': 'application-insights',
  'microsoft.insights/workbooks': 'workbook',
  'microsoft.keyvault/managedhsms': 'managed-hsm',
  'microsoft.keyvault/vaults': 'key-vault',
  'microsoft.kusto/clusters': 'data-explorer',
  'microsoft.logic/workflows': 'logic-app',
  'microsoft.machinelearningservices/workspaces': 'machine-learning-workspace',
  'microsoft.managedidentity/userassignedidentities': 'managed-identity',
  'microsoft.monitor/accounts': 'monitor-workspace',
  'microsoft.network/applicationgateways': 'application-gateway',
  'microsoft.network/azurefirewalls': 'firewall',
  'microsoft.network/bastionhosts': 'bastion',
  'microsoft.network/dnszones': 'dns-zone',
  'microsoft.network/frontdoors': 'front-door',
  'microsoft.network/loadbalancers': 'load-balancer',
  'microsoft.network/natgateways': 'nat-gateway',
  'microsoft.network/privatednszones': 'private-dns-zone',
  'microsoft.network/privateendpoints': 'private-endpoint',
  'microsoft.network/publicipaddresses': 'public-ip',
  'microsoft.network/trafficmanagerprofiles': 'traffic-manager',
  'microsoft.network/virtualnetworkgateways': 'virtual-network-gateway',
  'microsoft.network/virtualnetworks': 'virtual-network',
  'microsoft.operationalinsights/workspaces': 'log-analytics',
  'microsoft.recoveryservices/vaults': 'backup-vault',
  'microsoft.search/searchservices': 'search-service',
  'microsoft.servicebus/namespaces': 'service-bus',
  'microsoft.signalrservice/signalr': 'signalr',
  'microsoft.sql/managedinstances': 'sql-managed-instance',
  'microsoft.sql/servers': 'sql-server',
  'microsoft.sql/servers/databases': 'sql-database',
  'microsoft.sqlvirtualmachine/sqlvirtualmachines': 'sql-server-vm',
  'microsoft.storage/storageaccounts': ({ properties }) =>
    properties.isHnsEnabled === true ? 'data-lake' : 'storage-account',
  'microsoft.streamanalytics/streamingjobs': 'stream-analytics-job',
  'microsoft.synapse/workspaces': 'synapse-workspace',
  'microsoft.web/hostingenvironments': 'app-service-environment',
  'microsoft.web/serverfarms': 'app-service-plan',
  'microsoft.web/sites': ({ kind }) => siteWord(kind),
  'microsoft.web/staticsites': 'static-web-app',
};

function siteWord(kind: string): string {
  if (/workflowapp/i.test(kind)) return 'logic-app';
  return /functionapp/i.test(kind) ? 'function-app' : 'web-app';
}

/** Which Azure types are imported, and what they are called. */
export class ResourceTypes {
  readonly #words: Map<string, TypeWord>;

  /**
   * @param added - words by Azure type, beside and instead of the usual ones.
   * @param without - Azure types that are left out. All in lower case.
   */
  constructor(added: ReadonlyMap<string, string>, without: readonly string[]) {
    this.#words = new Map<string, TypeWord>([
      ...Object.entries(TYPES),
      ...added,
    ]);
    for (const type of without) this.#words.delete(type);
  }

  /** Azure types in order, in lower case. */
  get azureTypes(): string[] {
    return [...this.#words.keys()].sort();
  }

  /** `spec.type` of a resource; nothing for one that is not imported. */
  wordFor(resource: AzureResource): string | undefined {
    const word = this.#words.get(resource.type);
    return typeof word === 'function' ? word(resource) : word;
  }
}
