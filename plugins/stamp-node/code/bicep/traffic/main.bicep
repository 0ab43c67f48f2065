@description('Share of the traffic of the stamp that each release unit takes, in percent: blue, green. A unit that is not here is no origin.')
param units object

@description('What the pipeline holds to be live: kept among the outputs, so that a run that was cut off knows what to go back to.')
param live {
  unit: string
  version: string
} = { unit: '', version: '' }

@description('Traffic that the stamp takes, in percent of its full part. 0 while it drains.')
@minValue(0)
@maxValue(100)
param trafficWeight int

@description('Name of each resource in Azure, to which the unit is appended.')
param names {
  webApp: string
  frontDoorOrigin: string
}

@description('Front Door of the workload, whose resource group this is deployed to. Without it the stamp takes no traffic.')
param frontDoor object = {}

@description('Origin group of the Front Door to which all stamps belong.')
param originGroup string = 'stamps'

resource profile 'Microsoft.Cdn/profiles@2024-02-01' existing = {
  name: frontDoor.?name ?? 'none'

  resource group 'originGroups' existing = {
    name: originGroup
  }
}

// Of 1000, rounded: Front Door knows weights from 1 to 1000, and none that says nothing.
resource origins 'Microsoft.Cdn/profiles/originGroups/origins@2024-02-01' = [for item in items(empty(frontDoor) ? {} : units): {
  parent: profile::group
  name: '${names.frontDoorOrigin}-${item.key}'
  properties: {
    hostName: '${names.webApp}-${item.key}.azurewebsites.net'
    originHostHeader: '${names.webApp}-${item.key}.azurewebsites.net'
    enforceCertificateNameCheck: true
    httpPort: 80
    httpsPort: 443
    priority: 1
    weight: max(1, (trafficWeight * item.value + 5) / 10)
    enabledState: trafficWeight > 0 && item.value > 0 ? 'Enabled' : 'Disabled'
  }
}]

@description('Share of the traffic of the stamp that each release unit takes, in percent.')
output units object = units

@description('Weight of the origin of each unit, of 1000; 0 where it takes no traffic.')
output weights object = toObject(items(units), item => item.key, item => (trafficWeight * item.value + 5) / 10)

@description('What the pipeline last held to be live.')
output live object = live
