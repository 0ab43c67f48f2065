param location string
param names object
param replicas array
param tags object
param logAnalyticsWorkspaceId string

// Premium, so that a region can be added without making it anew. Stamps sign in by their identity.
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: names.containerRegistry
  location: location
  tags: tags
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    policies: {
      retentionPolicy: {
        status: 'enabled'
        days: 30
      }
    }
  }
}

resource copies 'Microsoft.ContainerRegistry/registries/replications@2023-07-01' = [for region in replicas: {
  parent: registry
  name: region
  location: region
  tags: tags
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: registry
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

output hostname string = registry.properties.loginServer
