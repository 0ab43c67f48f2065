# Premium, so that a region can be added without making it anew. Stamps sign in by their identity.
resource "azurerm_container_registry" "workload" {
  name                     = var.names.container_registry
  location                 = azurerm_resource_group.workload.location
  resource_group_name      = azurerm_resource_group.workload.name
  sku                      = "Premium"
  admin_enabled            = false
  anonymous_pull_enabled   = false
  retention_policy_in_days = 30
  tags                     = var.tags

  dynamic "georeplications" {
    for_each = sort(var.registry_replicas)

    content {
      location = georeplications.value
      tags     = var.tags
    }
  }
}
