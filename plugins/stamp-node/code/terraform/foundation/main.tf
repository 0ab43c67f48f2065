data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "stamp" {
  name     = var.names.resource_group
  location = var.location
  tags     = var.tags
}

# What the workload's code runs as. It reads secrets, the data lake and images, no more.
resource "azurerm_user_assigned_identity" "stamp" {
  name                = var.names.identity
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  tags                = var.tags
}

locals {
  registry_id = var.registry == null ? null : join("/", [
    "/subscriptions",
    coalesce(var.registry.subscription_id, data.azurerm_client_config.current.subscription_id),
    "resourceGroups",
    var.registry.resource_group,
    "providers/Microsoft.ContainerRegistry/registries",
    var.registry.name,
  ])
}

resource "azurerm_role_assignment" "registry" {
  count = var.registry == null ? 0 : 1

  scope                = local.registry_id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.stamp.principal_id
  principal_type       = "ServicePrincipal"
}
