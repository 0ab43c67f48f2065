import {
  BicepFile,
  BicepResource,
  readBicep,
} from '../../__testUtils__/bicepResources';
import { examplePlan, exampleWorkloadPlan } from '../../__testUtils__/plans';
import { ROOTS, filesOfRoot } from '../../__testUtils__/roots';
import {
  TerraformFolder,
  TerraformResource,
  readTerraform,
} from '../../__testUtils__/terraformResources';
import { StaticCode, codeBelow, readStaticCode } from '../readStaticCode';
import { RootName } from './root';
import { renderStampInfrastructure } from './stampInfrastructure';
import { renderWorkloadInfrastructure } from './workloadInfrastructure';

/** Type in Azure of each type of the provider; none where it is a property of another resource there. */
const TYPES: Record<string, string | undefined> = {
  azurerm_application_insights: 'Microsoft.Insights/components',
  azurerm_application_insights_standard_web_test: 'Microsoft.Insights/webtests',
  azurerm_cdn_frontdoor_endpoint: 'Microsoft.Cdn/profiles/afdEndpoints',
  azurerm_cdn_frontdoor_firewall_policy:
    'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
  azurerm_cdn_frontdoor_origin: 'Microsoft.Cdn/profiles/originGroups/origins',
  azurerm_cdn_frontdoor_origin_group: 'Microsoft.Cdn/profiles/originGroups',
  azurerm_cdn_frontdoor_profile: 'Microsoft.Cdn/profiles',
  azurerm_cdn_frontdoor_route: 'Microsoft.Cdn/profiles/afdEndpoints/routes',
  azurerm_cdn_frontdoor_security_policy:
    'Microsoft.Cdn/profiles/securityPolicies',
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_eventgrid_system_topic: 'Microsoft.EventGrid/systemTopics',
  azurerm_eventgrid_system_topic_event_subscription:
    'Microsoft.EventGrid/systemTopics/eventSubscriptions',
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_linux_web_app: 'Microsoft.Web/sites',
  azurerm_log_analytics_workspace: 'Microsoft.OperationalInsights/workspaces',
  azurerm_monitor_action_group: 'Microsoft.Insights/actionGroups',
  azurerm_monitor_autoscale_setting: 'Microsoft.Insights/autoscalesettings',
  azurerm_monitor_diagnostic_setting: 'Microsoft.Insights/diagnosticSettings',
  azurerm_monitor_metric_alert: 'Microsoft.Insights/metricAlerts',
  azurerm_monitor_scheduled_query_rules_alert_v2:
    'Microsoft.Insights/scheduledQueryRules',
  azurerm_network_security_group: 'Microsoft.Network/networkSecurityGroups',
  azurerm_private_dns_zone: 'Microsoft.Network/privateDnsZones',
  azurerm_private_dns_zone_virtual_network_link:
    'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  azurerm_private_endpoint: 'Microsoft.Network/privateEndpoints',
  azurerm_resource_group: 'Microsoft.Resources/resourceGroups',
  azurerm_role_assignment: 'Microsoft.Authorization/roleAssignments',
  azurerm_service_plan: 'Microsoft.Web/serverfarms',
  azurerm_storage_account: 'Microsoft.Storage/storageAccounts',
  azurerm_storage_queue:
    'Microsoft.Storage/storageAccounts/queueServices/queues',
  azurerm_subnet: undefined,
  azurerm_subnet_network_security_group_association: undefined,
  azurerm_user_assigned_identity:
    'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
};

/** Types of Azure that are blocks or arguments of the provider's resource above them. */
const FOLDED = [
  'Microsoft.ContainerRegistry/registries/replications',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/queueServices',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
];

/** What must be set alike, beside the resources themselves: of every resource of the type in the root. */
const SETTINGS: [
  root: RootName,
  terraform: [type: string, path: string, value: unknown],
  bicep: [path: string, value: unknown],
][] = [
  ...(['foundation', 'global'] as const).flatMap((root): typeof SETTINGS => [
    [
      root,
      ['azurerm_key_vault', 'rbac_authorization_enabled', true],
      ['properties.enableRbacAuthorization', true],
    ],
    [
      root,
      ['azurerm_key_vault', 'purge_protection_enabled', true],
      ['properties.enablePurgeProtection', true],
    ],
    [
      root,
      ['azurerm_key_vault', 'soft_delete_retention_days', 90],
      ['properties.softDeleteRetentionInDays', 90],
    ],
    [
      root,
      ['azurerm_key_vault', 'public_network_access_enabled', false],
      ['properties.publicNetworkAccess', 'Disabled'],
    ],
    [
      root,
      ['azurerm_key_vault', 'network_acls.0.default_action', 'Deny'],
      ['properties.networkAcls.defaultAction', 'Deny'],
    ],
    [
      root,
      [
        'azurerm_monitor_action_group',
        'arm_role_receiver.0.role_id',
        '749f88d5-cbae-40b8-bcfc-e772ddc772fa',
      ],
      [
        'properties.armRoleReceivers.0.roleId',
        '749f88d5-cbae-40b8-bcfc-e772ddc772fa',
      ],
    ],
  ]),
  [
    'foundation',
    ['azurerm_storage_account', 'is_hns_enabled', true],
    ['properties.isHnsEnabled', true],
  ],
  [
    'foundation',
    ['azurerm_storage_account', 'shared_access_key_enabled', false],
    ['properties.allowSharedKeyAccess', false],
  ],
  [
    'foundation',
    ['azurerm_storage_account', 'public_network_access_enabled', false],
    ['properties.publicNetworkAccess', 'Disabled'],
  ],
  [
    'foundation',
    ['azurerm_storage_account', 'allow_nested_items_to_be_public', false],
    ['properties.allowBlobPublicAccess', false],
  ],
  [
    'foundation',
    ['azurerm_storage_account', 'min_tls_version', 'TLS1_2'],
    ['properties.minimumTlsVersion', 'TLS1_2'],
  ],
  [
    'foundation',
    [
      'azurerm_monitor_metric_alert',
      'criteria.0.metric_name',
      'MatchedEventCount',
    ],
    ['properties.criteria.allOf.0.metricName', 'MatchedEventCount'],
  ],
  [
    'foundation',
    [
      'azurerm_monitor_scheduled_query_rules_alert_v2',
      'skip_query_validation',
      true,
    ],
    ['properties.skipQueryValidation', true],
  ],
  [
    'release',
    ['azurerm_linux_web_app', 'https_only', true],
    ['properties.httpsOnly', true],
  ],
  [
    'release',
    ['azurerm_linux_web_app', 'site_config.0.minimum_tls_version', '1.2'],
    ['properties.siteConfig.minTlsVersion', '1.2'],
  ],
  [
    'release',
    [
      'azurerm_linux_web_app',
      'site_config.0.ip_restriction_default_action',
      'Deny',
    ],
    ['properties.siteConfig.ipSecurityRestrictionsDefaultAction', 'Deny'],
  ],
  [
    'release',
    ['azurerm_linux_web_app', 'site_config.0.health_check_path', '/health'],
    ['properties.siteConfig.healthCheckPath', '/health'],
  ],
  [
    'release',
    ['azurerm_application_insights_standard_web_test', 'frequency', 300],
    ['properties.Frequency', 300],
  ],
  [
    'release',
    ['azurerm_monitor_metric_alert', 'severity', 0],
    ['properties.severity', 0],
  ],
  [
    'release',
    [
      'azurerm_monitor_metric_alert',
      'application_insights_web_test_location_availability_criteria.0.failed_location_count',
      2,
    ],
    ['properties.criteria.failedLocationCount', 2],
  ],
  [
    'traffic',
    ['azurerm_cdn_frontdoor_origin', 'certificate_name_check_enabled', true],
    ['properties.enforceCertificateNameCheck', true],
  ],
  [
    'global',
    ['azurerm_container_registry', 'admin_enabled', false],
    ['properties.adminUserEnabled', false],
  ],
  [
    'global',
    ['azurerm_container_registry', 'sku', 'Premium'],
    ['sku.name', 'Premium'],
  ],
  [
    'global',
    ['azurerm_cdn_frontdoor_profile', 'sku_name', 'Premium_AzureFrontDoor'],
    ['sku.name', 'Premium_AzureFrontDoor'],
  ],
  [
    'global',
    ['azurerm_cdn_frontdoor_firewall_policy', 'mode', 'Prevention'],
    ['properties.policySettings.mode', 'Prevention'],
  ],
  [
    'global',
    ['azurerm_cdn_frontdoor_route', 'forwarding_protocol', 'HttpsOnly'],
    ['properties.forwardingProtocol', 'HttpsOnly'],
  ],
  [
    'global',
    [
      'azurerm_cdn_frontdoor_origin_group',
      'load_balancing.0.additional_latency_in_milliseconds',
      1000,
    ],
    ['properties.loadBalancingSettings.additionalLatencyInMilliseconds', 1000],
  ],
];

describe('the two flavours', () => {
  let code: StaticCode;
  const terraform = new Map<RootName, TerraformFolder>();
  const bicep = new Map<RootName, Record<string, BicepFile>>();

  beforeAll(async () => {
    code = await readStaticCode();
    for (const root of ROOTS) {
      terraform.set(
        root,
        await readTerraform(codeBelow(code, `terraform/${root}`)),
      );
      const files: Record<string, BicepFile> = {};
      for (const { path, content } of codeBelow(code, `bicep/${root}`)) {
        if (path.endsWith('.bicep')) files[path] = await readBicep(content);
      }
      bicep.set(root, files);
    }
  });

  function bicepResources(root: RootName): BicepResource[] {
    return Object.values(bicep.get(root)!)
      .flatMap(({ resources }) => resources)
      .filter(({ isExisting }) => !isExisting);
  }

  it.each(ROOTS)('make the same resources in %s', root => {
    const unknown = terraform
      .get(root)!
      .resources.filter(({ type }) => !(type in TYPES));
    expect(unknown).toEqual([]);
    const wanted = terraform
      .get(root)!
      .resources.map(({ type, isLoop }) => [TYPES[type], isLoop] as const)
      .filter(([type]) => type !== undefined);
    const made = bicepResources(root)
      .map(({ type, isLoop }) => [type, isLoop] as const)
      .filter(([type]) => !FOLDED.includes(type));
    expect(made.map(String).sort()).toEqual(wanted.map(String).sort());
  });

  it.each(ROOTS)('use each module of %s once', root => {
    const files = bicep.get(root)!;
    const used = Object.values(files).flatMap(({ modules }) => modules);
    const others = Object.keys(files).filter(path => path !== 'main.bicep');
    expect(used.sort()).toEqual(others.sort());
  });

  it.each(ROOTS)('take the same data in %s, and give the same', root => {
    const { variables, outputs } = terraform.get(root)!;
    const main = bicep.get(root)!['main.bicep'];
    const camel = (name: string) =>
      name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    expect(
      [...main.parameters]
        .map(([name, { hasDefault }]) => [name, hasDefault])
        .sort(),
    ).toEqual(
      [...variables]
        .map(([name, { hasDefault }]) => [camel(name), hasDefault])
        .sort(),
    );
    expect([...main.outputs].sort()).toEqual(outputs.map(camel).sort());
  });

  it.each(ROOTS)('find every value of %s in its data', root => {
    const given: Record<string, string[]> = {
      release: ['unit'],
      traffic: ['units'],
    };
    const files = [
      ...renderWorkloadInfrastructure(
        exampleWorkloadPlan({ infrastructure: 'bicep' }),
        code,
      ),
      ...renderStampInfrastructure(
        examplePlan({ infrastructure: 'bicep' }),
        code,
      ),
    ];
    const data = filesOfRoot(files, 'bicep', root).find(({ path }) =>
      path.endsWith('.parameters.json'),
    )!;
    const { parameters } = JSON.parse(data.content);
    const main = bicep.get(root)!['main.bicep'];
    const declared = [...main.parameters.keys()];
    expect(declared).toEqual(expect.arrayContaining(Object.keys(parameters)));
    const missing = [...main.parameters]
      .filter(([name, { hasDefault }]) => !hasDefault && !(name in parameters))
      .map(([name]) => name);
    expect(missing).toEqual(given[root] ?? []);
  });

  it.each(SETTINGS)(
    'set %s alike: %j, %j',
    (root, [type, path, value], [bicepPath, bicepValue]) => {
      const ours = terraform
        .get(root)!
        .resources.filter(each => each.type === type);
      const theirs = bicepResources(root).filter(
        each => each.type === TYPES[type],
      );
      expect(ours).not.toEqual([]);
      expect(theirs).toHaveLength(ours.length);
      const at = (resource: TerraformResource | BicepResource, where: string) =>
        where.split('.').reduce<any>((item, key) => item?.[key], resource.body);
      for (const each of ours) expect(at(each, path)).toEqual(value);
      for (const each of theirs)
        expect(at(each, bicepPath)).toEqual(bicepValue);
    },
  );

  it('hear of the same events, look from the same places, let in the same', () => {
    const ours = (root: RootName, type: string) =>
      terraform.get(root)!.resources.find(each => each.type === type)!.body;
    const theirs = (root: RootName, type: string): any =>
      bicepResources(root).find(each => each.type === TYPES[type])!.body;

    const subscription = 'azurerm_eventgrid_system_topic_event_subscription';
    expect(
      theirs('foundation', subscription).properties.filter.includedEventTypes,
    ).toEqual(ours('foundation', subscription).included_event_types);

    const test = 'azurerm_application_insights_standard_web_test';
    expect(
      theirs('release', test).properties.Locations.map(({ Id }: any) => Id),
    ).toEqual(ours('release', test).geo_locations);

    const group = 'azurerm_network_security_group';
    expect(
      theirs('foundation', group).properties.securityRules.map(
        ({ name, properties: rule }: any) => [
          ...[name, rule.priority, rule.direction, rule.access, rule.protocol],
          rule.destinationPortRange,
        ],
      ),
    ).toEqual(
      ours('foundation', group).security_rule.map((rule: any) => [
        ...[rule.name, rule.priority, rule.direction, rule.access],
        ...[rule.protocol, rule.destination_port_range],
      ]),
    );

    const autoscale = 'azurerm_monitor_autoscale_setting';
    expect(
      theirs('release', autoscale).properties.profiles[0].rules.map(
        ({ metricTrigger: trigger, scaleAction: action }: any) => [
          ...[trigger.metricName, trigger.timeWindow, trigger.operator],
          ...[trigger.threshold, action.direction, action.value],
          action.cooldown,
        ],
      ),
    ).toEqual(
      ours('release', autoscale).profile[0].rule.map(
        ({ metric_trigger: [trigger], scale_action: [action] }: any) => [
          ...[trigger.metric_name, trigger.time_window, trigger.operator],
          ...[trigger.threshold, action.direction, action.value],
          action.cooldown,
        ],
      ),
    );
  });

  /** Why a resource has no diagnostic setting. */
  const NOT_DIAGNOSED = [
    // It writes to the workspace already; a setting would bring every row twice.
    'azurerm_application_insights',
    // Its services have: blobs and queues.
    'azurerm_storage_account',
    'azurerm_storage_queue',
    // Azure has no logs of these, or those of what they belong to.
    ...['azurerm_application_insights_standard_web_test'],
    ...['azurerm_cdn_frontdoor_endpoint', 'azurerm_cdn_frontdoor_origin'],
    ...['azurerm_cdn_frontdoor_origin_group', 'azurerm_cdn_frontdoor_route'],
    'azurerm_cdn_frontdoor_firewall_policy',
    'azurerm_cdn_frontdoor_security_policy',
    'azurerm_eventgrid_system_topic_event_subscription',
    ...['azurerm_monitor_action_group', 'azurerm_monitor_diagnostic_setting'],
    ...['azurerm_monitor_metric_alert', 'azurerm_private_dns_zone'],
    'azurerm_monitor_scheduled_query_rules_alert_v2',
    'azurerm_private_dns_zone_virtual_network_link',
    ...['azurerm_private_endpoint', 'azurerm_resource_group'],
    ...['azurerm_role_assignment', 'azurerm_subnet'],
    'azurerm_subnet_network_security_group_association',
    'azurerm_user_assigned_identity',
  ];

  it.each(ROOTS)('log what every resource of %s can tell', root => {
    const { resources } = terraform.get(root)!;
    const diagnosed = resources
      .filter(({ type }) => type === 'azurerm_monitor_diagnostic_setting')
      .map(({ body }) => String(body.target_resource_id));
    const silent = resources
      .filter(({ type }) => !NOT_DIAGNOSED.includes(type))
      .filter(
        ({ type, name }) =>
          !diagnosed.some(target => target.includes(`${type}.${name}.id`)),
      );
    expect(silent.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
    const services = diagnosed.filter(target =>
      target.includes('azurerm_storage_account'),
    );
    expect(services).toHaveLength(root === 'foundation' ? 2 : 0);
  });

  it('watch the logs with the same alerts', () => {
    const alerts = code.get('terraform/foundation/alerts.json')!;
    expect(code.get('bicep/foundation/alerts.json')).toBe(alerts);
    expect(
      JSON.parse(alerts).map(({ name, severity, window }: any) => [
        name,
        severity,
        window,
      ]),
    ).toEqual([
      ['failed-sign-ins', 1, 'PT5M'],
      ['api-errors', 2, 'PT10M'],
      ['slow', 2, 'PT10M'],
      ['page-load', 3, 'PT15M'],
    ]);
  });

  it('name no stamp, region, address or size in code', () => {
    const { azureNames, region, address, size } = examplePlan();
    for (const [path, content] of code) {
      if (!/^(terraform|bicep)\//.test(path)) continue;
      for (const word of [
        ...Object.values(azureNames),
        region,
        address.range,
        `'${size.sku}'`,
        `"${size.sku}"`,
      ]) {
        expect([path, content.includes(word)]).toEqual([path, false]);
      }
    }
  });
});
