param environment string
param location string
param workspaceId string
param tags object

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-ie-bank-${environment}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceId
  }
}

resource slow 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'slow-requests-${environment}'
  location: 'global'
  tags: tags
  properties: {
    severity: 2
    enabled: true
    scopes: [insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'duration'
          metricName: 'requests/duration'
          operator: 'GreaterThan'
          threshold: 500
          timeAggregation: 'Average'
          criterionType: 'StaticThresholdCriterion'
        }
      ]
    }
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid('ie-bank', environment)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'IE Bank ${environment}'
    category: 'workbook'
    serializedData: loadTextContent('../workbooks/ie-bank.workbook')
  }
}

// Brings alerts to the team's channel.
resource toChannel 'Microsoft.Logic/workflows@2019-05-01' = {
  name: 'logic-ie-bank-alerts-${environment}'
  location: location
  tags: tags
  properties: {
    definition: loadJsonContent('../workbooks/alert-to-channel.json')
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (environment == 'prod') {
  name: 'ie-bank-monthly'
  properties: {
    category: 'Cost'
    amount: 3000
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01'
    }
  }
}
