data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "workload" {
  name     = var.names.resource_group
  location = var.location
  tags     = var.tags
}
