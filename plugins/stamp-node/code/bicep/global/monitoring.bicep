param location string
param names object
param alertReceivers object
param tags object
param logRetentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: names.logAnalytics
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [
      { categoryGroup: 'audit', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: names.actionGroup
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'workload'
    // So that nobody has to keep a list for an alert to be heard: the role Monitoring Contributor.
    armRoleReceivers: [
      {
        name: 'monitoring-contributors'
        roleId: '749f88d5-cbae-40b8-bcfc-e772ddc772fa'
        useCommonAlertSchema: true
      }
    ]
    emailReceivers: [for (email, i) in alertReceivers.emails: {
      name: 'email-${i + 1}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
    webhookReceivers: [for (webhook, i) in alertReceivers.webhooks: {
      name: 'webhook-${i + 1}'
      serviceUri: webhook
      useCommonAlertSchema: true
    }]
  }
}

output logAnalyticsWorkspaceId string = workspace.id
output actionGroupId string = actionGroup.id
