param environment string
param location string
param tags object

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'asp-ie-bank-${environment}'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: environment == 'prod' ? 'P1v3' : 'B1'
    capacity: environment == 'prod' ? 2 : 1
  }
  properties: {
    reserved: true
    zoneRedundant: environment == 'prod'
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'app-ie-bank-${environment}'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      linuxFxVersion: 'DOCKER|criebank.azurecr.io/api:latest'
      healthCheckPath: '/health'
      minTlsVersion: '1.2'
      appSettings: [
        {
          name: 'DATABASE_PASSWORD'
          value: '@Microsoft.KeyVault(VaultName=kv-ie-bank-${environment};SecretName=database-password)'
        }
      ]
    }
  }
}

// Releases start here and are swapped in.
resource next 'Microsoft.Web/sites/slots@2024-11-01' = if (environment == 'prod') {
  parent: site
  name: 'next'
  location: location
  tags: tags
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
  }
}

resource scale 'Microsoft.Insights/autoscalesettings@2022-10-01' = if (environment == 'prod') {
  name: 'as-ie-bank-${environment}'
  location: location
  properties: {
    targetResourceUri: plan.id
    enabled: true
    profiles: [
      {
        name: 'by load'
        capacity: {
          minimum: '2'
          maximum: '6'
          default: '2'
        }
        rules: []
      }
    ]
  }
}

output principalId string = site.identity.principalId
