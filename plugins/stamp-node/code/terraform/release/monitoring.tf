resource "azurerm_monitor_diagnostic_setting" "web_app" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_linux_web_app.unit.id
  log_analytics_workspace_id = data.azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "service_plan" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_service_plan.unit.id
  log_analytics_workspace_id = data.azurerm_log_analytics_workspace.stamp.id

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "autoscale" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_monitor_autoscale_setting.unit.id
  log_analytics_workspace_id = data.azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

# Five places look every five minutes, so somebody looks about every minute.
resource "azurerm_application_insights_standard_web_test" "unit" {
  name                    = "reachable-${var.unit}"
  location                = var.location
  resource_group_name     = var.names.resource_group
  application_insights_id = data.azurerm_application_insights.stamp.id
  geo_locations           = ["emea-nl-ams-azr", "emea-gb-db3-azr", "us-va-ash-azr", "us-ca-sjc-azr", "apac-sg-sin-azr"]
  frequency               = 300
  timeout                 = 30
  enabled                 = true
  retry_enabled           = true
  tags                    = var.tags

  request {
    url = "https://${azurerm_linux_web_app.unit.default_hostname}/health"
  }

  validation_rules {
    expected_status_code        = 200
    ssl_check_enabled           = true
    ssl_cert_remaining_lifetime = 14
  }
}

# Two places that fail one after the other: it was away for more than a minute.
resource "azurerm_monitor_metric_alert" "unreachable" {
  name                = "${var.names.alert}-unreachable-${var.unit}"
  resource_group_name = var.names.resource_group
  description         = "The release unit has not answered for more than a minute."
  scopes              = [azurerm_application_insights_standard_web_test.unit.id, data.azurerm_application_insights.stamp.id]
  severity            = 0
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = var.tags

  application_insights_web_test_location_availability_criteria {
    web_test_id           = azurerm_application_insights_standard_web_test.unit.id
    component_id          = data.azurerm_application_insights.stamp.id
    failed_location_count = 2
  }

  action {
    action_group_id = data.azurerm_monitor_action_group.stamp.id
  }
}
