output "unit" {
  description = "Which release unit this is."
  value       = var.unit
}

output "web_app_id" {
  description = "Azure resource id of the unit's web app."
  value       = azurerm_linux_web_app.unit.id
}

output "web_app_name" {
  description = "Name of the unit's web app in Azure."
  value       = azurerm_linux_web_app.unit.name
}

output "web_app_hostname" {
  description = "Host name that Front Door takes as an origin."
  value       = azurerm_linux_web_app.unit.default_hostname
}
