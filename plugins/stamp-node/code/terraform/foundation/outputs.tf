output "resource_group_name" {
  description = "Resource group that holds the whole stamp."
  value       = azurerm_resource_group.stamp.name
}

output "key_vault_id" {
  description = "Azure resource id of the stamp's vault."
  value       = azurerm_key_vault.stamp.id
}

output "log_analytics_workspace_id" {
  description = "Azure resource id of the stamp's log workspace."
  value       = azurerm_log_analytics_workspace.stamp.id
}

output "action_group_id" {
  description = "Azure resource id of the group that alerts go to."
  value       = azurerm_monitor_action_group.stamp.id
}

output "identity_client_id" {
  description = "Client id of the identity that the workload's code runs as."
  value       = azurerm_user_assigned_identity.stamp.client_id
}
