resource "azurerm_resource_group" "stamp" {
  name     = "rg-${local.name}"
  location = var.region
  tags     = local.tags
}

resource "azurerm_user_assigned_identity" "api" {
  name                = "id-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  tags                = local.tags
}

module "network" {
  source  = "Azure/avm-res-network-virtualnetwork/azurerm"
  version = "0.15.0"

  name          = "vnet-${local.name}"
  parent_id     = azurerm_resource_group.stamp.id
  location      = var.region
  address_space = [var.address_range]
  tags          = local.tags
}

resource "azurerm_network_security_group" "api" {
  name                = "nsg-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  tags                = local.tags
}

resource "azurerm_container_app_environment" "stamp" {
  name                           = "cae-${local.name}"
  resource_group_name            = azurerm_resource_group.stamp.name
  location                       = var.region
  zone_redundancy_enabled        = true
  internal_load_balancer_enabled = true
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.stamp.id
  tags                           = local.tags
}

resource "azurerm_container_app" "api" {
  name                         = "ca-${local.name}"
  resource_group_name          = azurerm_resource_group.stamp.name
  container_app_environment_id = azurerm_container_app_environment.stamp.id
  revision_mode                = "Multiple"
  tags                         = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.api.id]
  }

  template {
    min_replicas = 3
    max_replicas = var.max_replicas

    container {
      name   = "api"
      image  = "crdealfraud.azurecr.io/deal-fraud:${var.release}"
      cpu    = 2
      memory = "4Gi"

      readiness_probe {
        transport = "HTTP"
        port      = 8080
        path      = "/health/ready"
      }

      liveness_probe {
        transport = "HTTP"
        port      = 8080
        path      = "/health/live"
      }
    }

    http_scale_rule {
      name                = "requests"
      concurrent_requests = "40"
    }
  }

  secret {
    name                = "signing-key"
    identity            = azurerm_user_assigned_identity.api.id
    key_vault_secret_id = azurerm_key_vault_key.signing.versionless_id
  }
}

resource "azurerm_eventhub_namespace" "audit" {
  name                          = "evhns-${local.name}"
  resource_group_name           = azurerm_resource_group.stamp.name
  location                      = var.region
  sku                           = "Standard"
  auto_inflate_enabled          = true
  maximum_throughput_units      = 10
  minimum_tls_version           = "1.2"
  public_network_access_enabled = false
  tags                          = local.tags
}

resource "azurerm_eventhub" "audit" {
  name            = "audit"
  namespace_id    = azurerm_eventhub_namespace.audit.id
  partition_count = 16
  message_retention = 7
}
