import { FileFactName, Findings } from '../Findings';
import { DeclaredResource, azureType } from './DeclaredResource';

interface Types {
  /** Resource types of the azurerm provider; a `*` at the end stands for anything. */
  terraform: string[];
  /** Resource types of Azure Resource Manager, for Bicep, ARM templates, azapi and verified modules. */
  azure: string[];
}

/** Facts that a resource is evidence of by its type alone. */
const TYPES: Partial<Record<FileFactName, Types>> = {
  alertRules: {
    terraform: [
      'azurerm_monitor_metric_alert',
      'azurerm_monitor_scheduled_query_rules_alert*',
      'azurerm_monitor_activity_log_alert',
      'azurerm_monitor_smart_detector_alert_rule',
      'azurerm_monitor_alert_prometheus_rule_group',
      'azurerm_application_insights_smart_detection_rule',
    ],
    azure: [
      'Microsoft.Insights/metricAlerts',
      'Microsoft.Insights/scheduledQueryRules',
      'Microsoft.Insights/activityLogAlerts',
      'Microsoft.AlertsManagement/smartDetectorAlertRules',
      'Microsoft.AlertsManagement/prometheusRuleGroups',
    ],
  },
  dashboards: {
    terraform: [
      'azurerm_portal_dashboard',
      'azurerm_application_insights_workbook*',
      'azurerm_dashboard_grafana',
      'grafana_dashboard',
    ],
    azure: [
      'Microsoft.Portal/dashboards',
      'Microsoft.Insights/workbooks',
      'Microsoft.Insights/workbookTemplates',
      'Microsoft.Dashboard/grafana',
    ],
  },
  diagnosticSettings: {
    terraform: ['azurerm_monitor_diagnostic_setting'],
    azure: ['Microsoft.Insights/diagnosticSettings'],
  },
  faultInjection: {
    terraform: ['azurerm_chaos_studio_*'],
    azure: ['Microsoft.Chaos/experiments', 'Microsoft.Chaos/targets'],
  },
  managedIdentities: {
    terraform: [
      'azurerm_user_assigned_identity',
      'azurerm_federated_identity_credential',
    ],
    azure: [
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    ],
  },
  roleAssignments: {
    terraform: [
      'azurerm_role_assignment',
      'azurerm_cosmosdb_sql_role_assignment',
      'azurerm_pim_*',
    ],
    azure: [
      'Microsoft.Authorization/roleAssignments',
      'Microsoft.Authorization/roleEligibilityScheduleRequests',
      'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
    ],
  },
  privateEndpoints: {
    terraform: ['azurerm_private_endpoint', 'azurerm_private_link_service'],
    azure: ['Microsoft.Network/privateEndpoints'],
  },
  networkRules: {
    terraform: [
      'azurerm_network_security_group',
      'azurerm_network_security_rule',
      'azurerm_firewall*',
      'azurerm_storage_account_network_rules',
      'azurerm_postgresql_flexible_server_firewall_rule',
      'azurerm_mssql_firewall_rule',
    ],
    azure: [
      'Microsoft.Network/networkSecurityGroups',
      'Microsoft.Network/networkSecurityGroups/securityRules',
      'Microsoft.Network/azureFirewalls',
      'Microsoft.Network/firewallPolicies',
      'Microsoft.Sql/servers/firewallRules',
      'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
    ],
  },
  webApplicationFirewalls: {
    terraform: [
      'azurerm_web_application_firewall_policy',
      'azurerm_cdn_frontdoor_firewall_policy',
      'azurerm_cdn_frontdoor_security_policy',
      'azurerm_frontdoor_firewall_policy',
    ],
    azure: [
      'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
      'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
      'Microsoft.Cdn/profiles/securityPolicies',
    ],
  },
  ddosProtection: {
    terraform: ['azurerm_network_ddos_protection_plan'],
    azure: ['Microsoft.Network/ddosProtectionPlans'],
  },
  customerManagedKeys: {
    terraform: [
      'azurerm_*_customer_managed_key',
      'azurerm_disk_encryption_set',
    ],
    azure: ['Microsoft.Compute/diskEncryptionSets'],
  },
  keyRotationPolicies: {
    terraform: ['azurerm_app_service_managed_certificate'],
    azure: [],
  },
  threatProtection: {
    terraform: [
      'azurerm_security_center_subscription_pricing',
      'azurerm_security_center_storage_defender',
      'azurerm_advanced_threat_protection',
      'azurerm_mssql_server_security_alert_policy',
    ],
    azure: [
      'Microsoft.Security/pricings',
      'Microsoft.Security/defenderForStorageSettings',
      'Microsoft.Security/advancedThreatProtectionSettings',
      'Microsoft.Sql/servers/securityAlertPolicies',
    ],
  },
  securityMonitoring: {
    terraform: [
      'azurerm_sentinel_*',
      'azurerm_log_analytics_workspace_sentinel',
    ],
    azure: [
      'Microsoft.SecurityInsights/onboardingStates',
      'Microsoft.SecurityInsights/alertRules',
      'Microsoft.SecurityInsights/automationRules',
      'Microsoft.SecurityInsights/dataConnectors',
    ],
  },
  policies: {
    terraform: ['azurerm_policy_*', 'azurerm_*_policy_assignment'],
    azure: [
      'Microsoft.Authorization/policyAssignments',
      'Microsoft.Authorization/policyDefinitions',
      'Microsoft.Authorization/policySetDefinitions',
      'Microsoft.Authorization/policyExemptions',
    ],
  },
  budgets: {
    terraform: ['azurerm_consumption_budget_*', 'azurerm_cost_anomaly_alert'],
    azure: ['Microsoft.Consumption/budgets'],
  },
  savings: {
    terraform: ['azurerm_dev_test_global_vm_shutdown_schedule'],
    azure: [
      'Microsoft.DevTestLab/schedules',
      'Microsoft.Capacity/reservationOrders',
      'Microsoft.BillingBenefits/savingsPlanOrders',
    ],
  },
  dataLifecycle: {
    terraform: ['azurerm_storage_management_policy'],
    azure: ['Microsoft.Storage/storageAccounts/managementPolicies'],
  },
  caches: {
    terraform: [
      'azurerm_redis_*',
      'azurerm_managed_redis',
      'azurerm_cdn_profile',
      'azurerm_cdn_endpoint',
      'azurerm_cdn_frontdoor_profile',
      'azurerm_frontdoor',
      'azurerm_api_management_redis_cache',
      'azurerm_hpc_cache',
    ],
    azure: [
      'Microsoft.Cache/redis',
      'Microsoft.Cache/redisEnterprise',
      'Microsoft.Cdn/profiles',
      'Microsoft.Network/frontDoors',
    ],
  },
  queues: {
    terraform: [
      'azurerm_servicebus_*',
      'azurerm_eventhub*',
      'azurerm_storage_queue',
      'azurerm_eventgrid_*',
    ],
    azure: [
      'Microsoft.ServiceBus/namespaces',
      'Microsoft.ServiceBus/namespaces/queues',
      'Microsoft.ServiceBus/namespaces/topics',
      'Microsoft.EventHub/namespaces',
      'Microsoft.EventHub/namespaces/eventhubs',
      'Microsoft.EventGrid/topics',
      'Microsoft.EventGrid/systemTopics',
      'Microsoft.EventGrid/namespaces',
      'Microsoft.Storage/storageAccounts/queueServices',
      'Microsoft.Storage/storageAccounts/queueServices/queues',
    ],
  },
  autoscale: {
    terraform: ['azurerm_monitor_autoscale_setting'],
    azure: ['Microsoft.Insights/autoscaleSettings'],
  },
  backups: {
    terraform: [
      'azurerm_backup_*',
      'azurerm_data_protection_backup_*',
      'azurerm_recovery_services_vault',
    ],
    azure: [
      'Microsoft.RecoveryServices/vaults',
      'Microsoft.RecoveryServices/vaults/backupPolicies',
      'Microsoft.DataProtection/backupVaults',
      'Microsoft.DataProtection/backupVaults/backupPolicies',
      'Microsoft.DataProtection/backupVaults/backupInstances',
    ],
  },
  geoReplication: {
    terraform: [
      'azurerm_mssql_failover_group',
      'azurerm_redis_linked_server',
      'azurerm_redis_enterprise_database_geo_replication',
      'azurerm_servicebus_namespace_disaster_recovery_config',
      'azurerm_eventhub_namespace_disaster_recovery_config',
      'azurerm_site_recovery_replicated_vm',
    ],
    azure: [
      'Microsoft.Sql/servers/failoverGroups',
      'Microsoft.ServiceBus/namespaces/disasterRecoveryConfigs',
      'Microsoft.EventHub/namespaces/disasterRecoveryConfigs',
      'Microsoft.ContainerRegistry/registries/replications',
      'Microsoft.Cache/redis/linkedServers',
    ],
  },
  healthProbes: {
    terraform: ['azurerm_lb_probe'],
    azure: [],
  },
  configurationAsCode: {
    terraform: [
      'azurerm_app_configuration_key',
      'azurerm_app_configuration_feature',
      'azurerm_kubernetes_flux_configuration',
      'azurerm_policy_virtual_machine_configuration_assignment',
      'azurerm_automation_dsc_*',
    ],
    azure: [
      'Microsoft.AppConfiguration/configurationStores/keyValues',
      'Microsoft.KubernetesConfiguration/fluxConfigurations',
      'Microsoft.GuestConfiguration/guestConfigurationAssignments',
      'Microsoft.Automation/automationAccounts/configurations',
    ],
  },
  featureFlags: {
    terraform: ['azurerm_app_configuration_feature'],
    azure: [],
  },
  automationScripts: {
    terraform: [
      'azurerm_automation_*',
      'azurerm_logic_app_*',
      'azurerm_maintenance_configuration',
    ],
    azure: [
      'Microsoft.Automation/automationAccounts',
      'Microsoft.Automation/automationAccounts/runbooks',
      'Microsoft.Automation/automationAccounts/schedules',
      'Microsoft.Logic/workflows',
      'Microsoft.Maintenance/maintenanceConfigurations',
    ],
  },
};

const RULES = (Object.entries(TYPES) as [FileFactName, Types][]).map(
  ([fact, { terraform, azure }]) => ({
    fact,
    terraform,
    azure: new Set(azure.map(azureType)),
  }),
);

/** What resources are evidence of by their types. */
export function findResourceTypes(
  resources: DeclaredResource[],
  findings: Findings,
): void {
  for (const resource of resources) {
    const isTerraform = /^[a-z]+_/.test(resource.type);
    for (const { fact, terraform, azure } of RULES) {
      const matches = isTerraform
        ? terraform.some(pattern => matchesPattern(resource.type, pattern))
        : azure.has(resource.type);
      if (matches) findings.add(fact, resource.path, resource.address);
    }
  }
}

/** At most one `*` in a pattern. */
function matchesPattern(type: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return type === pattern;
  return (
    type.length >= pattern.length - 1 &&
    type.startsWith(pattern.slice(0, star)) &&
    type.endsWith(pattern.slice(star + 1))
  );
}
