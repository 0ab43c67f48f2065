param location string
param names object
param alertReceivers object
param tags object
param logRetentionDays int

// Of the stamp alone: what happens here is seen here, also while other regions are away.
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

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: names.applicationInsights
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

// Who reads the logs is itself logged.
resource workspaceDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
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
    groupShortName: 'stamp'
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

// Alerts over the logs of the stamp. That a unit cannot be reached is watched by the own test of the unit, in release.
resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in loadJsonContent('alerts.json'): {
  name: '${names.alert}-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    description: alert.description
    enabled: true
    severity: alert.severity
    scopes: [workspace.id]
    evaluationFrequency: alert.frequency
    windowSize: alert.window
    autoMitigate: true
    // Tables come to be with the first row, which is after this.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          metricMeasureColumn: 'Value'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: alert.threshold
          failingPeriods: {
            minFailingPeriodsToAlert: 1
            numberOfEvaluationPeriods: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [actionGroup.id]
    }
  }
}]

output logAnalyticsWorkspaceId string = workspace.id
output actionGroupId string = actionGroup.id
