param location string = resourceGroup().location

var tags = {
  workload: 'price-feed'
}

module storage 'br/public:avm/res/storage/storage-account:0.29.0' = {
  name: 'storage'
  params: {
    name: 'stpricefeed'
    location: location
    skuName: 'Standard_LRS'
    minimumTlsVersion: 'TLS1_2'
    tags: tags
  }
}

resource events 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-price-feed'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 2
  }

  resource prices 'eventhubs' = {
    name: 'prices'
    properties: {
      partitionCount: 8
      messageRetentionInDays: 1
    }
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-price-feed'
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      runtime: {
        name: 'node'
        version: '22'
      }
    }
  }
}

resource late 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'prices-late'
  location: 'global'
  tags: tags
  properties: {
    severity: 2
    enabled: true
    scopes: [events.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: []
    }
  }
}
