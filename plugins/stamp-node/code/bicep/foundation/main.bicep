targetScope = 'subscription'

@description('Which stamp this is.')
param stamp {
  name: string
  workload: string
  environment: string
  instance: int
}

@description('Azure region.')
param location string

@description('Name of each resource in Azure; what it is for is appended to those of private endpoints and alerts.')
param names {
  resourceGroup: string
  virtualNetwork: string
  networkSecurityGroup: string
  identity: string
  keyVault: string
  dataLake: string
  privateEndpoint: string
  eventGridTopic: string
  logAnalytics: string
  applicationInsights: string
  actionGroup: string
  alert: string
}

@description('Address range of the stamp and its subnets, as CIDR blocks.')
param address {
  range: string
  webSubnet: string
  endpointSubnet: string
}

@description('How the data lake is replicated.')
@allowed(['GZRS', 'ZRS', 'GRS', 'LRS'])
param storageReplication string

@description('Container registry that images come from, where it is one in Azure that is known; of this subscription when none is said.')
param registry object = {}

@description('Who is told of alerts, beside everybody with the role Monitoring Contributor on the subscription.')
param alertReceivers {
  emails: string[]
  webhooks: string[]
} = { emails: [], webhooks: [] }

@description('Tags of every resource.')
param tags object

@description('Days that logs stay in the workspace.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: names.resourceGroup
  location: location
  tags: tags
}

module resources 'stamp.bicep' = {
  name: '${stamp.name}-foundation'
  scope: group
  params: {
    location: location
    names: names
    address: address
    storageReplication: storageReplication
    alertReceivers: alertReceivers
    tags: tags
    logRetentionDays: logRetentionDays
  }
}

module registryRole 'registry-role.bicep' = if (!empty(registry)) {
  name: '${stamp.name}-registry'
  scope: resourceGroup(registry.?subscriptionId ?? subscription().subscriptionId, registry.?resourceGroup ?? names.resourceGroup)
  params: {
    registryName: registry.?name ?? ''
    principalId: resources.outputs.identityPrincipalId
  }
}

@description('Resource group that holds the whole stamp.')
output resourceGroupName string = group.name

@description('Azure resource id of the vault of the stamp.')
output keyVaultId string = resources.outputs.keyVaultId

@description('Azure resource id of the log workspace of the stamp.')
output logAnalyticsWorkspaceId string = resources.outputs.logAnalyticsWorkspaceId

@description('Azure resource id of the group that alerts go to.')
output actionGroupId string = resources.outputs.actionGroupId

@description('Client id of the identity that the code of the workload runs as.')
output identityClientId string = resources.outputs.identityClientId
