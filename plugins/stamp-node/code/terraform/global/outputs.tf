output "resource_group_name" {
  description = "Resource group of what all stamps share."
  value       = azurerm_resource_group.workload.name
}

output "front_door_id" {
  description = "Azure resource id of the Front Door profile."
  value       = azurerm_cdn_frontdoor_profile.workload.id
}

output "front_door_hostname" {
  description = "Host name of the endpoint that users call."
  value       = azurerm_cdn_frontdoor_endpoint.workload.host_name
}

output "container_registry_hostname" {
  description = "Host name that images are pushed to."
  value       = azurerm_container_registry.workload.login_server
}
