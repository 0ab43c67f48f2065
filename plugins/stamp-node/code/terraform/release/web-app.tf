resource "azurerm_service_plan" "unit" {
  name                   = local.service_plan
  location               = var.location
  resource_group_name    = var.names.resource_group
  os_type                = "Linux"
  sku_name               = var.size.sku
  worker_count           = var.size.min_instances
  zone_balancing_enabled = length(var.zones) > 1
  tags                   = var.tags

  lifecycle {
    # The autoscale setting below owns the number of instances.
    ignore_changes = [worker_count]
  }
}

resource "azurerm_linux_web_app" "unit" {
  name                            = local.web_app
  location                        = var.location
  resource_group_name             = var.names.resource_group
  service_plan_id                 = azurerm_service_plan.unit.id
  virtual_network_subnet_id       = data.azurerm_subnet.web.id
  key_vault_reference_identity_id = data.azurerm_user_assigned_identity.stamp.id
  https_only                      = true
  tags                            = var.tags

  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  app_settings = {
    APPLICATIONINSIGHTS_CONNECTION_STRING = data.azurerm_application_insights.stamp.connection_string
    AZURE_CLIENT_ID                       = data.azurerm_user_assigned_identity.stamp.client_id
    KEY_VAULT_URI                         = data.azurerm_key_vault.stamp.vault_uri
    DATA_LAKE_ENDPOINT                    = "https://${var.names.data_lake}.dfs.core.windows.net/"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [data.azurerm_user_assigned_identity.stamp.id]
  }

  site_config {
    always_on                                     = true
    ftps_state                                    = "Disabled"
    http2_enabled                                 = true
    minimum_tls_version                           = "1.2"
    vnet_route_all_enabled                        = true
    health_check_path                             = "/health"
    health_check_eviction_time_in_min             = 2
    container_registry_use_managed_identity       = endswith(var.container.registry, ".azurecr.io")
    container_registry_managed_identity_client_id = data.azurerm_user_assigned_identity.stamp.client_id
    ip_restriction_default_action                 = "Deny"
    scm_use_main_ip_restriction                   = true

    application_stack {
      docker_registry_url = "https://${var.container.registry}"
      docker_image_name   = var.container.image
    }

    # Users come through the workload's Front Door, which is a global resource.
    ip_restriction {
      name        = "front-door"
      priority    = 100
      action      = "Allow"
      service_tag = "AzureFrontDoor.Backend"

      dynamic "headers" {
        for_each = length(local.front_door_ids) > 0 ? [local.front_door_ids] : []

        content {
          x_azure_fdid = headers.value
        }
      }
    }

    ip_restriction {
      name        = "availability-test"
      priority    = 110
      action      = "Allow"
      service_tag = "ApplicationInsightsAvailability"
    }

    dynamic "ip_restriction" {
      for_each = var.test_addresses

      content {
        name       = "smoke-test-${ip_restriction.key + 1}"
        priority   = 200 + ip_restriction.key
        action     = "Allow"
        ip_address = ip_restriction.value
      }
    }
  }
}

resource "azurerm_monitor_autoscale_setting" "unit" {
  name                = local.autoscale
  location            = var.location
  resource_group_name = var.names.resource_group
  target_resource_id  = azurerm_service_plan.unit.id
  tags                = var.tags

  profile {
    name = "processor"

    capacity {
      default = var.size.min_instances
      minimum = var.size.min_instances
      maximum = var.size.max_instances
    }

    rule {
      metric_trigger {
        metric_name        = "CpuPercentage"
        metric_resource_id = azurerm_service_plan.unit.id
        time_grain         = "PT1M"
        statistic          = "Average"
        time_window        = "PT5M"
        time_aggregation   = "Average"
        operator           = "GreaterThan"
        threshold          = 60
      }

      scale_action {
        direction = "Increase"
        type      = "ChangeCount"
        value     = "2"
        cooldown  = "PT5M"
      }
    }

    rule {
      metric_trigger {
        metric_name        = "CpuPercentage"
        metric_resource_id = azurerm_service_plan.unit.id
        time_grain         = "PT1M"
        statistic          = "Average"
        time_window        = "PT10M"
        time_aggregation   = "Average"
        operator           = "LessThan"
        threshold          = 30
      }

      scale_action {
        direction = "Decrease"
        type      = "ChangeCount"
        value     = "1"
        cooldown  = "PT10M"
      }
    }
  }
}
