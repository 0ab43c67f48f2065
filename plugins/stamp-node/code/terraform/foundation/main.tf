data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "stamp" {
  name     = var.names.resource_group
  location = var.location
  tags     = var.tags
}

# What the workload's code runs as. It reads secrets and the data lake, no more.
resource "azurerm_user_assigned_identity" "stamp" {
  name                = var.names.identity
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  tags                = var.tags
}
