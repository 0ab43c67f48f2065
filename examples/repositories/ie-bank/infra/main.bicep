@description('dev, uat or prod')
@allowed(['dev', 'uat', 'prod'])
param environment string

param location string = resourceGroup().location

@description('How many days of backups of the database are kept.')
param backupDays int = 7

var tags = {
  workload: 'ie-bank'
  environment: environment
  costCenter: 'retail-1200'
}

module logs 'br/public:avm/res/operational-insights/workspace:0.12.0' = {
  name: 'logs'
  params: {
    name: 'log-ie-bank-${environment}'
    location: location
    dataRetention: 60
    tags: tags
  }
}

module vault 'br/public:avm/res/key-vault/vault:0.13.3' = {
  name: 'vault'
  params: {
    name: 'kv-ie-bank-${environment}'
    location: location
    enableRbacAuthorization: true
    tags: tags
    diagnosticSettings: [
      {
        workspaceResourceId: logs.outputs.resourceId
      }
    ]
    roleAssignments: [
      {
        principalId: api.outputs.principalId
        roleDefinitionIdOrName: 'Key Vault Secrets User'
      }
    ]
  }
}

module api 'modules/api.bicep' = {
  name: 'api'
  params: {
    environment: environment
    location: location
    tags: tags
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    environment: environment
    location: location
    backupDays: backupDays
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    environment: environment
    location: location
    workspaceId: logs.outputs.resourceId
    tags: tags
  }
}
