resource "azurerm_log_analytics_workspace" "stamp" {
  name                = "log-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  retention_in_days   = 90
  tags                = local.tags
}

resource "azurerm_application_insights" "stamp" {
  name                = "appi-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  workspace_id        = azurerm_log_analytics_workspace.stamp.id
  application_type    = "web"
  tags                = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_key_vault.stamp.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_metric_alert" "latency" {
  name                = "latency-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  scopes              = [azurerm_application_insights.stamp.id]
  severity            = 1

  criteria {
    metric_namespace = "microsoft.insights/components"
    metric_name      = "requests/duration"
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = 300
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "burn_rate" {
  name                 = "burn-rate-${local.name}"
  resource_group_name  = azurerm_resource_group.stamp.name
  location             = var.region
  scopes               = [azurerm_log_analytics_workspace.stamp.id]
  severity             = 0
  evaluation_frequency = "PT5M"
  window_duration      = "PT1H"

  criteria {
    query                   = <<-QUERY
      AppRequests
      | summarize burn = countif(Success == false) / (0.001 * count())
      | where burn > 14.4
    QUERY
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }
}
