resource "azurerm_log_analytics_workspace" "workload" {
  name                = var.names.log_analytics
  location            = azurerm_resource_group.workload.location
  resource_group_name = azurerm_resource_group.workload.name
  sku                 = "PerGB2018"
  retention_in_days   = var.log_retention_days
  tags                = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "front_door" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_cdn_frontdoor_profile.workload.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workload.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "container_registry" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_container_registry.workload.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workload.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "key_vault" {
  name                           = "to-log-analytics"
  target_resource_id             = azurerm_key_vault.workload.id
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.workload.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "log_analytics" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_log_analytics_workspace.workload.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workload.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_action_group" "workload" {
  name                = var.names.action_group
  resource_group_name = azurerm_resource_group.workload.name
  short_name          = "workload"
  tags                = var.tags

  # So that nobody has to keep a list for an alert to be heard: the role Monitoring Contributor.
  arm_role_receiver {
    name                    = "monitoring-contributors"
    role_id                 = "749f88d5-cbae-40b8-bcfc-e772ddc772fa"
    use_common_alert_schema = true
  }

  dynamic "email_receiver" {
    for_each = var.alert_receivers.emails

    content {
      name                    = "email-${email_receiver.key + 1}"
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  dynamic "webhook_receiver" {
    for_each = var.alert_receivers.webhooks

    content {
      name                    = "webhook-${webhook_receiver.key + 1}"
      service_uri             = webhook_receiver.value
      use_common_alert_schema = true
    }
  }
}

resource "azurerm_monitor_metric_alert" "origins" {
  name                = "origins-unhealthy"
  resource_group_name = azurerm_resource_group.workload.name
  description         = "Less than half of what Front Door asked of the stamps was answered well over 5 minutes."
  scopes              = [azurerm_cdn_frontdoor_profile.workload.id]
  severity            = 0
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.Cdn/profiles"
    metric_name      = "OriginHealthPercentage"
    aggregation      = "Average"
    operator         = "LessThan"
    threshold        = 50
  }

  action {
    action_group_id = azurerm_monitor_action_group.workload.id
  }
}
