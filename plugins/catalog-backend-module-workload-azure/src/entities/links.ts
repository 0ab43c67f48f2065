import { AzureResource } from '../azure/AzureResource';
import { selfAndParents } from '../azure/resourceId';

/**
 * Paths in a resource's ARM properties that hold resource ids; `[]` stands for
 * every item of a list. Azure does not spell
 * all of them the same in every version, so some are there twice.
 */
const DEPENDS_ON: Record<string, string[]> = {
  'microsoft.apimanagement/service': [
    'virtualNetworkConfiguration.subnetResourceId',
    'publicIpAddressId',
  ],
  'microsoft.app/containerapps': ['managedEnvironmentId', 'environmentId'],
  'microsoft.app/jobs': ['environmentId'],
  'microsoft.app/managedenvironments': [
    'vnetConfiguration.infrastructureSubnetId',
  ],
  'microsoft.cache/redis': ['subnetId'],
  'microsoft.compute/virtualmachines': [
    'availabilitySet.id',
    'virtualMachineScaleSet.id',
    'storageProfile.osDisk.managedDisk.id',
    'storageProfile.dataDisks[].managedDisk.id',
  ],
  'microsoft.containerinstance/containergroups': ['subnetIds[].id'],
  'microsoft.containerservice/managedclusters': [
    'agentPoolProfiles[].vnetSubnetID',
  ],
  'microsoft.dashboard/grafana': [
    'grafanaIntegrations.azureMonitorWorkspaceIntegrations[].azureMonitorWorkspaceResourceId',
  ],
  'microsoft.databricks/workspaces': [
    'parameters.customVirtualNetworkId.value',
  ],
  'microsoft.dbformysql/flexibleservers': [
    'network.delegatedSubnetResourceId',
    'network.privateDnsZoneResourceId',
    'sourceServerResourceId',
  ],
  'microsoft.dbforpostgresql/flexibleservers': [
    'network.delegatedSubnetResourceId',
    'network.privateDnsZoneArmResourceId',
    'sourceServerResourceId',
  ],
  'microsoft.eventgrid/systemtopics': ['source'],
  'microsoft.insights/components': [
    'WorkspaceResourceId',
    'workspaceResourceId',
  ],
  'microsoft.insights/workbooks': ['sourceId'],
  'microsoft.machinelearningservices/workspaces': [
    'keyVault',
    'storageAccount',
    'applicationInsights',
    'containerRegistry',
  ],
  'microsoft.network/applicationgateways': [
    'gatewayIPConfigurations[].properties.subnet.id',
    'frontendIPConfigurations[].properties.publicIPAddress.id',
  ],
  'microsoft.network/azurefirewalls': [
    'ipConfigurations[].properties.subnet.id',
    'ipConfigurations[].properties.publicIPAddress.id',
  ],
  'microsoft.network/bastionhosts': [
    'ipConfigurations[].properties.subnet.id',
    'ipConfigurations[].properties.publicIPAddress.id',
  ],
  'microsoft.network/loadbalancers': [
    'frontendIPConfigurations[].properties.subnet.id',
    'frontendIPConfigurations[].properties.publicIPAddress.id',
  ],
  'microsoft.network/natgateways': ['publicIpAddresses[].id'],
  'microsoft.network/privateendpoints': [
    'privateLinkServiceConnections[].properties.privateLinkServiceId',
    'manualPrivateLinkServiceConnections[].properties.privateLinkServiceId',
    'subnet.id',
  ],
  'microsoft.network/trafficmanagerprofiles': [
    'endpoints[].properties.targetResourceId',
  ],
  'microsoft.network/virtualnetworkgateways': [
    'ipConfigurations[].properties.subnet.id',
    'ipConfigurations[].properties.publicIPAddress.id',
  ],
  'microsoft.sqlvirtualmachine/sqlvirtualmachines': [
    'virtualMachineResourceId',
  ],
  'microsoft.synapse/workspaces': ['defaultDataLakeStorage.resourceId'],
  'microsoft.web/hostingenvironments': ['virtualNetwork.id'],
  'microsoft.web/serverfarms': ['hostingEnvironmentProfile.id'],
  'microsoft.web/sites': [
    'serverFarmId',
    'virtualNetworkSubnetId',
    'managedEnvironmentId',
  ],
  'microsoft.web/staticsites': ['linkedBackends[].backendResourceId'],
};

/** Where resources that tell so themselves send telemetry to, beside their diagnostic settings. */
const SENDS_TO: Record<string, string[]> = {
  'microsoft.containerservice/managedclusters': [
    'addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID',
    'addonProfiles.omsAgent.config.logAnalyticsWorkspaceResourceID',
  ],
  'microsoft.insights/components': [
    'WorkspaceResourceId',
    'workspaceResourceId',
  ],
};

/** Of all types: identities that a resource works with, as the reader hands them on. */
const IDENTITIES = 'userAssignedIdentities';
/** Tag with which the Azure portal notes an application's Application Insights. */
const INSIGHTS_TAG = 'hidden-link: /app-insights-resource-id';
/** What decides a type's word. */
const OF_TYPES = ['isHnsEnabled', 'availabilityZone'];

/**
 * The properties that must be asked for: of each path what is before its first
 * list, as only whole lists can be had.
 */
export const ASKED_PROPERTIES: readonly string[] = [
  ...new Set([
    ...OF_TYPES,
    ...[DEPENDS_ON, SENDS_TO]
      .flatMap(table => Object.values(table).flat())
      .map(askedOf),
  ]),
].sort();

/** Canonical ids of what a resource depends on, each with those that it is a part of. */
export function dependenciesOf(resource: AzureResource): string[][] {
  const identities = resource.properties[IDENTITIES];
  const [, parent] = [...selfAndParents(resource.id)];
  return [
    ...idsAt(resource, DEPENDS_ON),
    ...(isObject(identities) ? Object.keys(identities) : []),
    ...(parent ? [parent] : []),
  ].map(id => [...selfAndParents(id)]);
}

/** The same of where it says itself that it sends its telemetry to. */
export function telemetryTargetsOf(resource: AzureResource): string[][] {
  return [...idsAt(resource, SENDS_TO), resource.tags[INSIGHTS_TAG] ?? ''].map(
    id => [...selfAndParents(id)],
  );
}

function idsAt(
  resource: AzureResource,
  table: Record<string, string[]>,
): string[] {
  return (table[resource.type] ?? []).flatMap(path => {
    const asked = askedOf(path);
    const rest = path.slice(asked.length).split('[]').slice(1);
    let values: unknown[] = [resource.properties[asked]];
    for (const step of rest) {
      values = values
        .flatMap(value => (Array.isArray(value) ? value : []))
        .map(item => valueAt(item, step.split('.').filter(Boolean)));
    }
    return values.filter(value => typeof value === 'string');
  });
}

function askedOf(path: string): string {
  return path.split('[]')[0];
}

function valueAt(value: unknown, steps: string[]): unknown {
  return steps.reduce<unknown>(
    (each, step) => (isObject(each) ? each[step] : undefined),
    value,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
