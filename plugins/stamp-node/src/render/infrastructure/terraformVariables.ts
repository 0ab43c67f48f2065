import { StampPlan } from '@plumbline/plugin-stamp-common';

/** Values of the variables that `terraform/variables.tf` declares. */
export function terraformVariables(plan: StampPlan) {
  const { azureNames: names, address, size } = plan;
  return {
    stamp: {
      name: plan.name,
      workload: plan.workloadRef,
      environment: plan.environment,
      instance: plan.instance,
    },
    location: plan.region,
    zones: plan.zones,
    names: {
      resource_group: names.resourceGroup,
      virtual_network: names.virtualNetwork,
      identity: names.identity,
      service_plan: names.servicePlan,
      web_app: names.webApp,
      key_vault: names.keyVault,
      data_lake: names.dataLake,
      log_analytics: names.logAnalytics,
      application_insights: names.applicationInsights,
    },
    address: {
      range: address.range,
      web_subnet: address.webSubnet,
      endpoint_subnet: address.endpointSubnet,
    },
    size: {
      sku: size.sku,
      min_instances: size.minInstances,
      max_instances: size.maxInstances,
    },
    storage_replication: plan.storageReplication,
    tags: {
      environment: plan.environment,
      owner: plan.owner,
      stamp: plan.stampRef,
      workload: plan.workloadRef,
    },
  };
}
