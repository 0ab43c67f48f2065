@description('Release unit. Both stand side by side while traffic moves from one to the other.')
@allowed(['blue', 'green'])
param unit string

@description('Azure region.')
param location string

@description('Availability zones of the region; empty where it has none.')
param zones string[]

@description('Name of each resource in Azure; the unit is appended to those of what it is made of.')
param names {
  resourceGroup: string
  virtualNetwork: string
  identity: string
  servicePlan: string
  webApp: string
  autoscale: string
  keyVault: string
  dataLake: string
  logAnalytics: string
  applicationInsights: string
  actionGroup: string
  alert: string
}

@description('App Service plan: SKU, instances that always run, instances at the expected users.')
param size {
  sku: string
  minInstances: int
  maxInstances: int
}

@description('Image that the unit runs: host of its registry, and repository with tag or digest.')
param container {
  registry: string
  image: string
}

@description('Front Door of the workload, where it is known: then no other one gets in. Of this subscription when none is said.')
param frontDoor object = {}

@description('Blocks from which the smoke test calls the unit itself. Empty: nobody but Front Door and the availability test gets in.')
param testAddresses string[] = []

@description('Tags of every resource.')
param tags object

// What the foundation made, found by name.
resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-01-01' existing = {
  name: names.virtualNetwork

  resource web 'subnets' existing = {
    name: 'snet-web'
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: names.identity
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: names.keyVault
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: names.logAnalytics
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.applicationInsights
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: names.actionGroup
}

resource profile 'Microsoft.Cdn/profiles@2024-02-01' existing = if (!empty(frontDoor)) {
  name: frontDoor.?name ?? 'none'
  scope: resourceGroup(frontDoor.?subscriptionId ?? subscription().subscriptionId, frontDoor.?resourceGroup ?? names.resourceGroup)
}

var smokeTests = [for (block, i) in testAddresses: {
  name: 'smoke-test-${i + 1}'
  priority: 200 + i
  action: 'Allow'
  ipAddress: block
}]

resource servicePlan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${names.servicePlan}-${unit}'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: size.sku
    capacity: size.minInstances
  }
  properties: {
    reserved: true
    zoneRedundant: length(zones) > 1
  }
}

resource webApp 'Microsoft.Web/sites@2023-12-01' = {
  name: '${names.webApp}-${unit}'
  location: location
  tags: tags
  kind: 'app,linux,container'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: servicePlan.id
    virtualNetworkSubnetId: virtualNetwork::web.id
    keyVaultReferenceIdentity: identity.id
    httpsOnly: true
    vnetRouteAllEnabled: true
    siteConfig: {
      linuxFxVersion: 'DOCKER|${container.registry}/${container.image}'
      acrUseManagedIdentityCreds: endsWith(container.registry, '.azurecr.io')
      acrUserManagedIdentityID: identity.properties.clientId
      alwaysOn: true
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      healthCheckPath: '/health'
      ipSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictionsUseMain: true
      ipSecurityRestrictions: concat(
        [
          // Users come through the Front Door of the workload, which is a global resource.
          {
            name: 'front-door'
            priority: 100
            action: 'Allow'
            tag: 'ServiceTag'
            ipAddress: 'AzureFrontDoor.Backend'
            headers: !empty(frontDoor) ? { 'x-azure-fdid': [profile.properties.frontDoorId] } : {}
          }
          {
            name: 'availability-test'
            priority: 110
            action: 'Allow'
            tag: 'ServiceTag'
            ipAddress: 'ApplicationInsightsAvailability'
          }
        ],
        smokeTests
      )
      appSettings: [
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: applicationInsights.properties.ConnectionString }
        { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
        { name: 'KEY_VAULT_URI', value: vault.properties.vaultUri }
        { name: 'DATA_LAKE_ENDPOINT', value: 'https://${names.dataLake}.dfs.${environment().suffixes.storage}/' }
        { name: 'WEBSITE_HEALTHCHECK_MAXPINGFAILURES', value: '2' }
      ]
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

resource autoscale 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: '${names.autoscale}-${unit}'
  location: location
  tags: tags
  properties: {
    enabled: true
    targetResourceUri: servicePlan.id
    profiles: [
      {
        name: 'processor'
        capacity: {
          default: string(size.minInstances)
          minimum: string(size.minInstances)
          maximum: string(size.maxInstances)
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: servicePlan.id
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
              operator: 'GreaterThan'
              threshold: 60
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '2'
              cooldown: 'PT5M'
            }
          }
          {
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: servicePlan.id
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT10M'
              timeAggregation: 'Average'
              operator: 'LessThan'
              threshold: 30
            }
            scaleAction: {
              direction: 'Decrease'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT10M'
            }
          }
        ]
      }
    ]
  }
}

resource webAppDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: webApp
  properties: {
    workspaceId: workspace.id
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

resource servicePlanDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: servicePlan
  properties: {
    workspaceId: workspace.id
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

resource autoscaleDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: autoscale
  properties: {
    workspaceId: workspace.id
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

// Five places look every five minutes, so somebody looks about every minute.
resource reachable 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'reachable-${unit}'
  location: location
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'reachable-${unit}'
    Name: 'reachable-${unit}'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [
      { Id: 'emea-nl-ams-azr' }
      { Id: 'emea-gb-db3-azr' }
      { Id: 'us-va-ash-azr' }
      { Id: 'us-ca-sjc-azr' }
      { Id: 'apac-sg-sin-azr' }
    ]
    Request: {
      RequestUrl: 'https://${webApp.properties.defaultHostName}/health'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

// Two places that fail one after the other: it was away for more than a minute.
resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${names.alert}-unreachable-${unit}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The release unit has not answered for more than a minute.'
    enabled: true
    scopes: [reachable.id, applicationInsights.id]
    severity: 0
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: reachable.id
      componentId: applicationInsights.id
      failedLocationCount: 2
    }
    actions: [
      { actionGroupId: actionGroup.id }
    ]
  }
}

@description('Which release unit this is.')
output unit string = unit

@description('Azure resource id of the web app of the unit.')
output webAppId string = webApp.id

@description('Name of the web app of the unit in Azure.')
output webAppName string = webApp.name

@description('Host name that Front Door takes as an origin.')
output webAppHostname string = webApp.properties.defaultHostName
