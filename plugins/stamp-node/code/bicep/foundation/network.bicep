param location string
param names object
param address object
param tags object
param logAnalyticsWorkspaceId string

// The vault and the data lake answer the web app of the stamp, and nobody else of the network.
resource endpointsGroup 'Microsoft.Network/networkSecurityGroups@2024-01-01' = {
  name: names.networkSecurityGroup
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'web-https'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: address.webSubnet
          sourcePortRange: '*'
          destinationAddressPrefix: address.endpointSubnet
          destinationPortRange: '443'
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: names.virtualNetwork
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [address.range]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: address.webSubnet
          delegations: [
            {
              name: 'app-service'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: address.endpointSubnet
          privateEndpointNetworkPolicies: 'Enabled'
          networkSecurityGroup: {
            id: endpointsGroup.id
          }
        }
      }
    ]
  }
}

var privateDnsZones = [
  { name: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { name: 'dfs', zone: 'privatelink.dfs.${environment().suffixes.storage}' }
]

resource dnsZones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for item in privateDnsZones: {
  name: item.zone
  location: 'global'
  tags: tags
}]

resource dnsLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (item, i) in privateDnsZones: {
  parent: dnsZones[i]
  name: item.name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: virtualNetwork.id
    }
  }
}]

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: virtualNetwork
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

resource groupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: endpointsGroup
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
  }
}

output endpointSubnetId string = '${virtualNetwork.id}/subnets/snet-endpoints'
output dnsZoneIds object = {
  vault: dnsZones[0].id
  blob: dnsZones[1].id
  dfs: dnsZones[2].id
}
