import type { WorkloadPlan } from '@plumbline/plugin-stamp-common';

/** Data of a workload's `global` root, by variable. */
export function globalData({
  homeRegion,
  azureNames,
  tags,
  alertReceivers,
}: WorkloadPlan) {
  return {
    location: homeRegion,
    names: {
      resourceGroup: azureNames.resourceGroup,
      frontDoor: azureNames.frontDoor,
      frontDoorEndpoint: azureNames.frontDoorEndpoint,
      wafPolicy: azureNames.wafPolicy,
      containerRegistry: azureNames.containerRegistry,
      keyVault: azureNames.keyVault,
      logAnalytics: azureNames.logAnalytics,
      actionGroup: azureNames.actionGroup,
    },
    ...(alertReceivers && { alertReceivers }),
    tags,
  };
}
