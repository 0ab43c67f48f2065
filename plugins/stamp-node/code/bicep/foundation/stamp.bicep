param location string
param names object
param address object
param storageReplication string
param alertReceivers object
param tags object
param logRetentionDays int

// What the code of the workload runs as. It reads secrets, the data lake and images, no more.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: names.identity
  location: location
  tags: tags
}

module network 'network.bicep' = {
  name: 'network'
  params: {
    location: location
    names: names
    address: address
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    names: names
    alertReceivers: alertReceivers
    tags: tags
    logRetentionDays: logRetentionDays
  }
}

module dataLake 'data-lake.bicep' = {
  name: 'data-lake'
  params: {
    location: location
    names: names
    storageReplication: storageReplication
    principalId: identity.properties.principalId
    endpointSubnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
    tags: tags
  }
}

module keyVault 'key-vault.bicep' = {
  name: 'key-vault'
  params: {
    location: location
    names: names
    principalId: identity.properties.principalId
    endpointSubnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    dataLakeName: dataLake.outputs.name
    expiryQueueName: dataLake.outputs.expiryQueueName
    logAnalyticsWorkspaceId: monitoring.outputs.logAnalyticsWorkspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    tags: tags
  }
}

output identityPrincipalId string = identity.properties.principalId
output identityClientId string = identity.properties.clientId
output keyVaultId string = keyVault.outputs.id
output logAnalyticsWorkspaceId string = monitoring.outputs.logAnalyticsWorkspaceId
output actionGroupId string = monitoring.outputs.actionGroupId
