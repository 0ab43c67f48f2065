resource "azurerm_log_analytics_workspace" "stamp" {
  name                = var.names.log_analytics
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  sku                 = "PerGB2018"
  retention_in_days   = var.log_retention_days
  tags                = var.tags
}

resource "azurerm_application_insights" "stamp" {
  name                = var.names.application_insights
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  workspace_id        = azurerm_log_analytics_workspace.stamp.id
  application_type    = "web"
  tags                = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "key_vault" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_key_vault.stamp.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "web_app" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_linux_web_app.stamp.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "data_lake" {
  name                       = "to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.data_lake.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "Transaction"
  }
}
