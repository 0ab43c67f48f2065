import { FileFactName, RepositoryFindings } from '../Findings';
import { extractFindings } from '../extractFindings';

function terraform(text: string): Promise<RepositoryFindings> {
  return extractFindings([{ path: 'infra/main.tf', text }]);
}

function bicep(text: string): Promise<RepositoryFindings> {
  return extractFindings([{ path: 'infra/main.bicep', text }]);
}

function resource(type: string, body = '') {
  return `resource "${type}" "it" {\n${body}\n}`;
}

function azure(type: string, properties: string, more = '') {
  return `resource it '${type}@2025-01-01' = {\n${more}\n  properties: {\n${properties}\n  }\n}`;
}

describe('Terraform', () => {
  const cases: [FileFactName, string, string][] = [
    ['alertRules', 'azurerm_monitor_metric_alert', ''],
    ['autoscale', 'azurerm_monitor_autoscale_setting', ''],
    [
      'autoscale',
      'azurerm_kubernetes_cluster',
      'default_node_pool {\n auto_scaling_enabled = true\n}',
    ],
    ['backups', 'azurerm_backup_policy_vm', ''],
    [
      'backups',
      'azurerm_postgresql_flexible_server',
      'backup_retention_days = 14',
    ],
    ['budgets', 'azurerm_consumption_budget_resource_group', ''],
    ['caches', 'azurerm_redis_cache', ''],
    [
      'customerManagedKeys',
      'azurerm_storage_account',
      'customer_managed_key {\n key_vault_key_id = x.id\n}',
    ],
    ['dashboards', 'azurerm_application_insights_workbook', ''],
    ['dataLifecycle', 'azurerm_storage_management_policy', ''],
    [
      'dataLifecycle',
      'azurerm_log_analytics_workspace',
      'retention_in_days = 90',
    ],
    [
      'ddosProtection',
      'azurerm_virtual_network',
      'ddos_protection_plan {\n enable = true\n}',
    ],
    ['diagnosticSettings', 'azurerm_monitor_diagnostic_setting', ''],
    ['faultInjection', 'azurerm_chaos_studio_experiment', ''],
    [
      'geoReplication',
      'azurerm_storage_account',
      'account_replication_type = "RAGZRS"',
    ],
    [
      'geoReplication',
      'azurerm_cosmosdb_account',
      'geo_location {\n location = "a"\n}\ngeo_location {\n location = "b"\n}',
    ],
    [
      'healthProbes',
      'azurerm_linux_web_app',
      'site_config {\n health_check_path = "/health"\n}',
    ],
    ['healthProbes', 'azurerm_lb_probe', ''],
    [
      'imageCleanups',
      'azurerm_container_registry',
      'retention_policy_in_days = 30',
    ],
    [
      'imageCleanups',
      'azurerm_container_registry_task',
      'encoded_step {\n task_content = "cmd: acr purge --ago 30d"\n}',
    ],
    [
      'keyRotationPolicies',
      'azurerm_key_vault_key',
      'rotation_policy {\n expire_after = "P90D"\n}',
    ],
    [
      'managedIdentities',
      'azurerm_linux_web_app',
      'identity {\n type = "SystemAssigned"\n}',
    ],
    [
      'networkRules',
      'azurerm_key_vault',
      'network_acls {\n default_action = "Deny"\n}',
    ],
    [
      'partitioning',
      'azurerm_cosmosdb_sql_container',
      'partition_key_paths = ["/id"]',
    ],
    ['policies', 'azurerm_resource_group_policy_assignment', ''],
    ['privateEndpoints', 'azurerm_private_endpoint', ''],
    [
      'privateEndpoints',
      'azurerm_key_vault',
      'public_network_access_enabled = false',
    ],
    ['queues', 'azurerm_servicebus_queue', ''],
    ['roleAssignments', 'azurerm_role_assignment', ''],
    ['savings', 'azurerm_dev_test_global_vm_shutdown_schedule', ''],
    ['savings', 'azurerm_kubernetes_cluster_node_pool', 'priority = "Spot"'],
    ['securityMonitoring', 'azurerm_sentinel_alert_rule_scheduled', ''],
    ['tags', 'azurerm_resource_group', 'tags = {\n CostCenter = "1"\n}'],
    ['threatProtection', 'azurerm_security_center_subscription_pricing', ''],
    [
      'vaultReferences',
      'azurerm_linux_web_app',
      'app_settings = {\n P = "@Microsoft.KeyVault(SecretUri=x)"\n}',
    ],
    ['weakTransport', 'azurerm_storage_account', 'min_tls_version = "TLS1_1"'],
    ['weakTransport', 'azurerm_linux_web_app', 'site_config {}'],
    ['webApplicationFirewalls', 'azurerm_web_application_firewall_policy', ''],
    [
      'zoneRedundancy',
      'azurerm_linux_virtual_machine_scale_set',
      'zones = ["1", "2", "3"]',
    ],
    [
      'zoneRedundancy',
      'azurerm_postgresql_flexible_server',
      'high_availability {\n mode = "ZoneRedundant"\n}',
    ],
    [
      'zoneRedundancy',
      'azurerm_storage_account',
      'account_replication_type = "ZRS"',
    ],
  ];
  it.each(cases)('%s: %s %j', async (fact, type, body) => {
    const findings = await terraform(resource(type, body));
    expect(findings[fact]).toHaveLength(1);
  });

  const negatives: [FileFactName, string, string][] = [
    ['autoscale', 'azurerm_kubernetes_cluster', 'auto_scaling_enabled = false'],
    [
      'geoReplication',
      'azurerm_storage_account',
      'account_replication_type = "LRS"',
    ],
    [
      'geoReplication',
      'azurerm_storage_account',
      'account_replication_type = "ZRS"',
    ],
    [
      'geoReplication',
      'azurerm_cosmosdb_account',
      'geo_location {\n location = "a"\n}',
    ],
    [
      'networkRules',
      'azurerm_key_vault',
      'network_acls {\n default_action = "Allow"\n}',
    ],
    [
      'privateEndpoints',
      'azurerm_key_vault',
      'public_network_access_enabled = true',
    ],
    ['tags', 'azurerm_resource_group', 'tags = {\n colour = "red"\n}'],
    ['weakTransport', 'azurerm_linux_web_app', 'https_only = true'],
    ['weakTransport', 'azurerm_storage_account', 'min_tls_version = "TLS1_2"'],
    ['weakTransport', 'azurerm_linux_web_app', 'https_only = var.unknown'],
    ['zoneRedundancy', 'azurerm_linux_virtual_machine', 'zones = ["1"]'],
    [
      'zoneRedundancy',
      'azurerm_container_registry',
      'zone_redundancy_enabled = var.unknown',
    ],
  ];
  it.each(negatives)('not %s: %s %j', async (fact, type, body) => {
    expect((await terraform(resource(type, body)))[fact]).toBeUndefined();
  });

  it('follows variables, those of production first, locals and dynamic blocks', async () => {
    const findings = await extractFindings([
      {
        path: 'infra/main.tf',
        text: `
          variable "zones" { default = [] }
          variable "tls" { default = "1.2" }
          locals { tags = { cost_center = "1" } }
          resource "azurerm_redis_cache" "a" {
            zones               = var.zones
            minimum_tls_version = var.tls
            tags                = local.tags
            dynamic "identity" {
              for_each = [1]
              content { type = "SystemAssigned" }
            }
          }`,
      },
      { path: 'infra/dev.tfvars', text: 'zones = ["1"]' },
      { path: 'infra/prod.tfvars', text: 'zones = ["1", "2"]' },
    ]);
    expect(findings.zoneRedundancy).toEqual([
      'infra/main.tf: azurerm_redis_cache.a',
    ]);
    expect(findings.managedIdentities).toHaveLength(1);
    expect(findings.tags).toEqual(['infra/main.tf: costcenter']);
    expect(findings.weakTransport).toBeUndefined();
  });

  it('reads the types of azapi resources and verified modules', async () => {
    const findings = await terraform(`
      resource "azapi_resource" "alert" {
        type = "Microsoft.Insights/metricAlerts@2018-03-01"
      }
      module "vault" {
        source  = "Azure/avm-res-keyvault-vault/azurerm"
        version = "0.10.0"
        private_endpoints = { main = { subnet_resource_id = "x" } }
      }`);
    expect(findings.alertRules).toEqual([
      'infra/main.tf: azapi_resource.alert',
    ]);
    expect(findings.privateEndpoints).toEqual(['infra/main.tf: module.vault']);
    expect(findings.reusableModules).toEqual(['infra/main.tf: module.vault']);
  });

  it('tells shared state and pinned providers from others', async () => {
    const pinned = await terraform(`
      terraform {
        required_providers {
          azurerm = { source = "hashicorp/azurerm", version = "~> 4.5" }
          random  = { source = "hashicorp/random" }
        }
        backend "azurerm" {}
      }
      provider "azurerm" { features {} }`);
    expect(pinned.remoteState).toEqual(['infra/main.tf: azurerm']);
    expect(pinned.unpinnedProviders).toEqual(['infra/main.tf: random']);
    const loose = await terraform(
      'terraform {\n backend "local" {}\n}\nprovider "azurerm" {}',
    );
    expect(loose.remoteState).toBeUndefined();
    expect(loose.unpinnedProviders).toEqual(['infra/main.tf: azurerm']);
    const locked = await extractFindings([
      { path: 'infra/main.tf', text: 'provider "azurerm" {}' },
      { path: 'infra/.terraform.lock.hcl' },
    ]);
    expect(locked.unpinnedProviders).toBeUndefined();
  });

  it('does not count data sources, modules of the same repository, or child modules', async () => {
    const findings = await terraform(`
      data "azurerm_key_vault_key" "x" { rotation_policy { expire_after = "P1D" } }
      module "own" { source = "./modules/own" }
      resource "azurerm_resource_group" "x" {}`);
    expect(findings).toEqual({ infrastructureCode: ['infra/'] });
  });
});

describe('Bicep', () => {
  const cases: [FileFactName, string][] = [
    ['alertRules', azure('Microsoft.Insights/scheduledQueryRules', '')],
    [
      'autoscale',
      azure(
        'Microsoft.App/containerApps',
        "template: { scale: { rules: [ { name: 'x' } ] } }",
      ),
    ],
    [
      'backups',
      azure(
        'Microsoft.DocumentDB/databaseAccounts',
        "backupPolicy: { type: 'Continuous' }",
      ),
    ],
    [
      'customerManagedKeys',
      azure(
        'Microsoft.Storage/storageAccounts',
        "encryption: { keySource: 'Microsoft.Keyvault' }",
      ),
    ],
    [
      'geoReplication',
      azure(
        'Microsoft.Storage/storageAccounts',
        '',
        "sku: { name: 'Standard_GRS' }",
      ),
    ],
    [
      'keyRotationPolicies',
      azure(
        'Microsoft.KeyVault/vaults/keys',
        "rotationPolicy: { attributes: { expiryTime: 'P90D' } }",
      ),
    ],
    [
      'managedIdentities',
      azure(
        'Microsoft.Web/sites',
        'httpsOnly: true',
        "identity: { type: 'SystemAssigned' }",
      ),
    ],
    [
      'privateEndpoints',
      azure('Microsoft.KeyVault/vaults', "publicNetworkAccess: 'Disabled'"),
    ],
    ['weakTransport', azure('Microsoft.Web/sites', 'serverFarmId: plan.id')],
    ['weakTransport', azure('Microsoft.Cache/redis', 'enableNonSslPort: true')],
    [
      'zoneRedundancy',
      azure(
        'Microsoft.ContainerRegistry/registries',
        "zoneRedundancy: 'Enabled'",
      ),
    ],
    [
      'zoneRedundancy',
      azure('Microsoft.App/managedEnvironments', 'zoneRedundant: true'),
    ],
    [
      'zoneRedundancy',
      azure(
        'Microsoft.ContainerService/managedClusters',
        "agentPoolProfiles: [ { availabilityZones: ['1', '2', '3'] } ]",
      ),
    ],
    [
      'alertRules',
      "module a 'br/public:avm/res/insights/metric-alert:0.4.0' = { params: { name: 'x' } }",
    ],
    [
      'webApplicationFirewalls',
      "module a 'br/public:avm/res/network/front-door-web-application-firewall-policy:0.3.0' = { params: { name: 'x' } }",
    ],
    [
      'diagnosticSettings',
      "module a 'br/public:avm/res/key-vault/vault:0.13.0' = { params: { diagnosticSettings: [ { name: 'x' } ] } }",
    ],
    [
      'reusableModules',
      "module a 'br/public:avm/res/key-vault/vault:0.13.0' = { params: {} }",
    ],
  ];
  it.each(cases)('%s: %s', async (fact, text) => {
    const findings = await bicep(text);
    expect(findings[fact]).toEqual([
      expect.stringMatching(/^infra\/main\.bicep: (it|a)$/),
    ]);
  });

  it.each([
    [
      'existing resources',
      "resource a 'Microsoft.Insights/metricAlerts@2018-03-01' existing = { name: 'x' }",
    ],
    [
      'empty parameters',
      "module a 'br/public:avm/res/key-vault/vault:0.13.0' = { params: { privateEndpoints: [] } }",
    ],
    [
      'properties from elsewhere',
      "resource a 'Microsoft.Web/sites@2024-11-01' = { properties: props }",
    ],
  ])('does not count %s', async (_, text) => {
    const { infrastructureCode, reusableModules, ...rest } = await bicep(text);
    expect(rest).toEqual({});
  });

  it('reads children, parameters and their files', async () => {
    const findings = await extractFindings([
      {
        path: 'infra/main.bicep',
        text: `
          param zoneRedundant bool = false
          resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
            properties: { zoneRedundant: zoneRedundant }
            resource orders 'queues' = { name: 'orders' }
          }`,
      },
      {
        path: 'infra/prod.bicepparam',
        text: "using 'main.bicep'\nparam zoneRedundant = true",
      },
    ]);
    expect(findings.zoneRedundancy).toEqual(['infra/main.bicep: bus']);
    expect(findings.queues).toEqual([
      'infra/main.bicep: bus',
      'infra/main.bicep: orders',
    ]);
  });
});

describe('ARM templates', () => {
  it('reads resources, children and nested templates', async () => {
    const template = {
      $schema:
        'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      parameters: { https: { defaultValue: false } },
      resources: [
        {
          type: 'Microsoft.Web/sites',
          properties: { httpsOnly: "[parameters('https')]" },
        },
        {
          type: 'Microsoft.Resources/deployments',
          properties: {
            template: {
              resources: [
                {
                  type: 'Microsoft.KeyVault/vaults',
                  resources: [
                    { type: 'providers/diagnosticSettings' },
                    { type: 'Microsoft.Insights/diagnosticSettings' },
                  ],
                },
              ],
            },
          },
        },
      ],
    };
    const findings = await extractFindings([
      { path: 'arm/azuredeploy.json', text: JSON.stringify(template) },
    ]);
    expect(findings).toMatchObject({
      infrastructureCode: ['arm/'],
      weakTransport: ['arm/azuredeploy.json: Microsoft.Web/sites'],
      diagnosticSettings: [
        'arm/azuredeploy.json: Microsoft.Insights/diagnosticSettings',
      ],
    });
  });
});

it('never says what is in a file', async () => {
  const secret = 'hunter2-very-secret';
  const findings = await extractFindings([
    {
      path: 'infra/main.tf',
      text: resource(
        'azurerm_linux_web_app',
        `app_settings = {\n PASSWORD = "${secret}"\n COST = "@Microsoft.KeyVault(${secret})"\n}\ntags = {\n cost = "${secret}"\n}`,
      ),
    },
    {
      path: '.github/workflows/a.yml',
      text: `on: push\njobs:\n  prod:\n    environment: prod\n    env: { TOKEN: ${secret} }\n    steps:\n      - run: terraform apply -var password=${secret}\n`,
    },
    {
      path: 'k8s/a.yaml',
      text: `apiVersion: v1\nkind: Secret\nstringData: { a: ${secret} }\n`,
    },
    { path: 'CODEOWNERS', text: `* @a ${secret}` },
  ]);
  expect(findings.approvals).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain(secret);
});
