import { FileFactName, Findings } from '../Findings';
import {
  DeclaredResource,
  azureType,
  isOff,
  isOn,
  plainName,
  says,
  settingsAt,
} from './DeclaredResource';

/**
 * Facts that a resource is evidence of by its settings. Names of settings are
 * plain, see `plainName`, so that one rule holds for Terraform and Azure.
 */
const RULES: Partial<
  Record<FileFactName, (resource: DeclaredResource) => boolean>
> = {
  zoneRedundancy: resource =>
    settingsAt(resource, 'zones', 'availabilityzones').some(
      ({ items }) => items > 1,
    ) ||
    isOn(
      resource,
      'zoneredundant',
      'zoneredundancyenabled',
      'zonebalancingenabled',
      'zonebalance',
      'multizone',
    ) ||
    hasText(resource, /^enabled$/i, 'zoneredundancy', 'multiazenabled') ||
    hasText(
      resource,
      /^(zoneredundant|multiaz)$/i,
      'highavailability.mode',
      'highavailability',
    ) ||
    hasText(
      resource,
      /(^|_)(RA)?G?ZRS$/i,
      'accountreplicationtype',
      'sku.name',
      'skuname',
      'storagemodetype',
      'redundancy',
    ) ||
    says(resource, 'highavailability.standbyavailabilityzone'),

  geoReplication: resource =>
    hasText(
      resource,
      /(^|_)(RA)?GZ?RS$|^(geo|geozone)(redundant)?$/i,
      'accountreplicationtype',
      'sku.name',
      'skuname',
      'storagemodetype',
      'redundancy',
    ) ||
    says(resource, 'georeplications') ||
    isOn(
      resource,
      'georedundantbackupenabled',
      'crossregionrestoreenabled',
      'geobackupenabled',
    ) ||
    hasText(resource, /^enabled$/i, 'georedundantbackup') ||
    hasText(resource, /^(geo)?(async)?replica$|^secondary$/i, 'createmode') ||
    settingsAt(resource, 'geolocation').length > 1 ||
    ((resource.type.startsWith('documentdb/') ||
      resource.type === 'azurerm_cosmosdb_account') &&
      settingsAt(resource, 'locations', 'failoverlocations').some(
        ({ items }) => items > 1,
      )),

  backups: resource =>
    says(
      resource,
      'backupretentiondays',
      'backup.backupretentiondays',
      'shorttermretentionpolicy',
      'longtermretentionpolicy',
      'restorepolicy',
      'backuppolicy',
    ) ||
    ((resource.type.startsWith('documentdb/') ||
      resource.type === 'azurerm_cosmosdb_account') &&
      says(resource, 'backup')) ||
    (resource.type.includes('web') && says(resource, 'backup.schedule')),

  autoscale: resource =>
    isOn(
      resource,
      'autoscalingenabled',
      'enableautoscaling',
      'autoinflateenabled',
      'isautoinflateenabled',
    ) ||
    says(resource, 'autoscalesettings', 'autoscaleconfiguration') ||
    (isContainerApp(resource) &&
      says(
        resource,
        'httpscalerule',
        'customscalerule',
        'tcpscalerule',
        'azurequeuescalerule',
        'scale.rules',
        'scalesettings.rules',
        'scalerules',
      )),

  healthProbes: resource =>
    says(
      resource,
      'healthcheckpath',
      'livenessprobe',
      'readinessprobe',
      'startupprobe',
      'healthprobe',
      'healthprobesettings',
      'probes',
    ) ||
    (resource.type === 'azurerm_application_gateway' &&
      settingsAt(resource, 'probe').length > 0),

  diagnosticSettings: resource => says(resource, 'diagnosticsettings'),
  managedIdentities: resource =>
    hasText(resource, /assigned/i, 'identity.type') ||
    says(resource, 'managedidentities'),
  roleAssignments: resource => says(resource, 'roleassignments'),

  privateEndpoints: resource =>
    says(resource, 'privateendpoints') ||
    isOff(resource, 'publicnetworkaccessenabled') ||
    hasText(resource, /^disabled$/i, 'publicnetworkaccess') ||
    isOn(resource, 'privateclusterenabled', 'enableprivatecluster'),

  networkRules: resource =>
    hasText(
      resource,
      /^deny$/i,
      'networkacls.defaultaction',
      'networkrules.defaultaction',
      'networkruleset.defaultaction',
      'networkrulesets.defaultaction',
    ) || says(resource, 'iprestriction', 'ipsecurityrestrictions'),

  webApplicationFirewalls: resource =>
    isOn(resource, 'wafconfiguration.enabled') ||
    isOn(resource, 'webapplicationfirewallconfiguration.enabled'),

  ddosProtection: resource =>
    isOn(resource, 'ddosprotectionplan.enable', 'enableddosprotection') ||
    says(resource, 'ddosprotectionplanresourceid'),

  weakTransport: allowsWeakTransport,

  customerManagedKeys: resource =>
    says(
      resource,
      'customermanagedkey',
      'keyvaultproperties',
      'diskencryptionsetid',
      'transparentdataencryptionkeyvaultkeyid',
    ) ||
    hasText(resource, /^microsoft\.keyvault$/i, 'encryption.keysource') ||
    (/cosmosdb_account$|^documentdb\//.test(resource.type) &&
      says(resource, 'keyvaultkeyid', 'keyvaultkeyuri')),

  keyRotationPolicies: resource =>
    says(resource, 'rotationpolicy') ||
    hasText(
      resource,
      /autorenew|rotate/i,
      'lifetimeaction.action.actiontype',
      'lifetimeactions.action.type',
      'lifetimeactions.action.actiontype',
    ),

  vaultReferences: resource =>
    resource.settings.some(({ text }) =>
      text.toLocaleLowerCase('en-US').includes('@microsoft.keyvault('),
    ) ||
    says(
      resource,
      'keyvaultsecretid',
      'secret.keyvaultsecretid',
      'keyvaultsecreturl',
      'secrets.keyvaulturl',
      'keyvaultsecretsprovider',
      'azurekeyvaultsecretsprovider.enabled',
    ) ||
    settingsAt(resource, 'reference.keyvault').length > 0 ||
    resource.settings.some(({ text }) => text.includes('getSecret')),

  threatProtection: resource =>
    says(resource, 'microsoftdefender') ||
    says(resource, 'securityprofile.defender'),

  securityMonitoring: resource =>
    resource.type.startsWith('operationsmanagement/') &&
    resource.settings.some(({ text }) => text.includes('SecurityInsights')),

  dataLifecycle: resource =>
    (/log_analytics_workspace$/.test(resource.type) &&
      says(resource, 'retentionindays', 'dailyquotagb')) ||
    (resource.type === azureType('Microsoft.OperationalInsights/workspaces') &&
      says(resource, 'retentionindays', 'dataretention')) ||
    says(
      resource,
      'defaultttl',
      'managementpolicyrules',
      'deleteretentionpolicy.days',
    ),

  savings: resource =>
    hasText(
      resource,
      /^(spot|low)$/i,
      'priority',
      'scalesetpriority',
      'virtualmachineprofile.priority',
    ) ||
    hasText(
      resource,
      /^(windows_server|windows_client|rhel_byos|sles_byos|baseprice|ahub)$/i,
      'licensetype',
    ) ||
    says(
      resource,
      'autoshutdownconfig',
      'shutdownschedule',
      'autopausedelay',
      'autopausedelayinminutes',
    ),

  partitioning: resource =>
    says(
      resource,
      'partitionkeypath',
      'partitionkeypaths',
      'partitionkey',
      'shardcount',
      'readreplicacount',
      'highavailabilityreplicacount',
    ) ||
    isOn(resource, 'partitioningenabled', 'enablepartitioning', 'readscale') ||
    hasText(resource, /^enabled$/i, 'readscale') ||
    hasText(resource, /^replica$|^secondary$/i, 'createmode') ||
    settingsAt(resource, 'partitioncount').some(({ text }) => Number(text) > 1),

  imageCleanups: resource =>
    ((/container_registry$/.test(resource.type) ||
      resource.type.startsWith('containerregistry/')) &&
      (says(resource, 'retentionpolicyindays') ||
        isOn(resource, 'retentionpolicy.enabled') ||
        hasText(resource, /^enabled$/i, 'retentionpolicy.status'))) ||
    resource.settings.some(({ text }) => text.includes('acr purge')),

  featureFlags: resource =>
    resource.settings.some(({ text }) =>
      text.includes('.appconfig.featureflag'),
    ),
};

/** Whether a setting at one of the paths has a text like this. */
function hasText(
  resource: DeclaredResource,
  pattern: RegExp,
  ...paths: string[]
): boolean {
  return settingsAt(resource, ...paths).some(({ text }) => pattern.test(text));
}

function isContainerApp({ type }: DeclaredResource): boolean {
  return (
    type.startsWith('azurerm_container_app') ||
    type === azureType('Microsoft.App/containerApps')
  );
}

// Terraform's provider leaves plain HTTP open on these unless told otherwise.
const PLAIN_HTTP_BY_DEFAULT =
  /^azurerm_(linux|windows)_(web|function)_app(_slot)?$|^azurerm_app_service(_slot)?$|^azurerm_function_app(_slot)?$/;

function allowsWeakTransport(resource: DeclaredResource): boolean {
  if (
    isOff(
      resource,
      'httpsonly',
      'httpstrafficonlyenabled',
      'enablehttpstrafficonly',
      'supportshttpstrafficonly',
      'sslenforcementenabled',
    ) ||
    isOn(
      resource,
      'nonsslportenabled',
      'enablenonsslport',
      'allowinsecureconnections',
      'ingress.allowinsecure',
    ) ||
    hasText(resource, /^disabled$/i, 'sslenforcement') ||
    hasText(
      resource,
      /^(tls)?_?1[._]?[01]$|^tls_?enforcementdisabled$/i,
      'mintlsversion',
      'minimumtlsversion',
      'minimaltlsversion',
      'sslminimaltlsversionenforced',
      'minprotocolversion',
      'tlsversion',
    )
  ) {
    return true;
  }
  if (settingsAt(resource, 'httpsonly').length > 0) return false;
  return (
    PLAIN_HTTP_BY_DEFAULT.test(resource.type) ||
    ((resource.type === azureType('Microsoft.Web/sites') ||
      resource.type === azureType('Microsoft.Web/sites/slots')) &&
      // Not when the properties come from elsewhere.
      resource.settings.some(
        ({ path, holds }) => path === 'properties' && holds,
      ))
  );
}

const COST_TAGS = [
  'businessunit',
  'department',
  'program',
  'project',
  'product',
  'workload',
  'application',
  'team',
  'owner',
];

/** What resources are evidence of by their settings. */
export function findResourceSettings(
  resources: DeclaredResource[],
  findings: Findings,
): void {
  for (const resource of resources) {
    for (const [fact, holds] of Object.entries(RULES) as [
      FileFactName,
      (resource: DeclaredResource) => boolean,
    ][]) {
      if (holds(resource)) findings.add(fact, resource.path, resource.address);
    }
    for (const { path, name } of resource.settings) {
      if (/(^|\.)(tags|defaulttags)\.[^.]+$/.test(path) && isCostTag(name)) {
        findings.add('tags', resource.path, name);
      }
    }
  }
}

/** Whether a tag says who pays, by its name. */
export function isCostTag(name: string): boolean {
  const plain = plainName(name).replace(/[^a-z]/g, '');
  return (
    /cost|billing|charge|budget/.test(plain) ||
    COST_TAGS.some(tag => plain === tag || plain === `${tag}name`)
  );
}
