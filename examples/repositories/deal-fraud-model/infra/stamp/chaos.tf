resource "azurerm_chaos_studio_target" "api" {
  location           = var.region
  target_resource_id = azurerm_container_app.api.id
  target_type        = "Microsoft-ContainerApp"
}

resource "azurerm_chaos_studio_experiment" "lose_a_zone" {
  name                = "lose-a-zone-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region

  identity {
    type = "SystemAssigned"
  }

  selectors {
    name                    = "api"
    chaos_studio_target_ids = [azurerm_chaos_studio_target.api.id]
  }

  steps {
    name = "zone 1 is gone"

    branch {
      name = "replicas"

      actions {
        action_type   = "discrete"
        urn           = "urn:csci:microsoft:containerApp:stopReplicas/1.0"
        selector_name = "api"
      }
    }
  }
}
