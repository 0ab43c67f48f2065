# The stamp's own: what happens here is seen here, also while other regions are away.
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
  name                           = "to-log-analytics"
  target_resource_id             = azurerm_key_vault.stamp.id
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.stamp.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "data_lake_blobs" {
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

resource "azurerm_monitor_diagnostic_setting" "data_lake_queues" {
  name                       = "to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.data_lake.id}/queueServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "Transaction"
  }
}

resource "azurerm_monitor_diagnostic_setting" "virtual_network" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_virtual_network.stamp.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "network_security_group" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_network_security_group.endpoints.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "expiry" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_eventgrid_system_topic.key_vault.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

# Who reads the logs is itself logged.
resource "azurerm_monitor_diagnostic_setting" "log_analytics" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_log_analytics_workspace.stamp.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.stamp.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
