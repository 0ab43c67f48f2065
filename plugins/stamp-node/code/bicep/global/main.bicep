targetScope = 'subscription'

@description('Azure region of what must be somewhere. Front Door is everywhere.')
param location string

@description('Name of each resource in Azure.')
param names {
  resourceGroup: string
  frontDoor: string
  frontDoorEndpoint: string
  wafPolicy: string
  containerRegistry: string
  keyVault: string
  logAnalytics: string
  actionGroup: string
}

@description('Whether a stamp takes traffic. Front Door refuses a route to an origin group without an enabled origin, so the route comes with the second run.')
param hasStamp bool = false

@description('Further regions that the container registry is copied to. Each costs as much as the registry.')
param registryReplicas string[] = []

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

module frontDoor 'front-door.bicep' = {
  name: 'front-door'
  scope: group
  params: {
    names: names
    hasStamp: hasStamp
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
    actionGroupId: monitoring.outputs.actionGroupId
  }
}

module registry 'registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    location: location
    names: names
    replicas: registryReplicas
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
  }
}

module keyVault 'key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    location: location
    names: names
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    names: names
    alertReceivers: alertReceivers
    tags: tags
    logRetentionDays: logRetentionDays
  }
}

@description('Resource group of what all stamps share.')
output resourceGroupName string = group.name

@description('Azure resource id of the Front Door profile.')
output frontDoorId string = frontDoor.outputs.id

@description('Host name of the endpoint that users call.')
output frontDoorHostname string = frontDoor.outputs.hostname

@description('Host name that images are pushed to.')
output containerRegistryHostname string = registry.outputs.hostname
