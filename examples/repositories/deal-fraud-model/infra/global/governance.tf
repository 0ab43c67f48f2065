data "azurerm_subscription" "current" {}

resource "azurerm_consumption_budget_subscription" "monthly" {
  name            = "deal-fraud-monthly"
  subscription_id = data.azurerm_subscription.current.id
  amount          = 42000
  time_grain      = "Monthly"

  time_period {
    start_date = "2026-01-01T00:00:00Z"
  }

  notification {
    enabled        = true
    threshold      = 90
    operator       = "GreaterThan"
    contact_groups = [azurerm_monitor_action_group.on_call.id]
  }
}

resource "azurerm_monitor_action_group" "on_call" {
  name                = "ag-deal-fraud"
  resource_group_name = azurerm_resource_group.global.name
  short_name          = "dealfraud"
}

resource "azurerm_security_center_subscription_pricing" "containers" {
  tier          = "Standard"
  resource_type = "Containers"
}

resource "azurerm_security_center_subscription_pricing" "key_vaults" {
  tier          = "Standard"
  resource_type = "KeyVaults"
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "global" {
  workspace_id = azurerm_log_analytics_workspace.global.id
}

resource "azurerm_log_analytics_workspace" "global" {
  name                = "log-deal-fraud"
  resource_group_name = azurerm_resource_group.global.name
  location            = azurerm_resource_group.global.location
  retention_in_days   = 180
}

resource "azurerm_subscription_policy_assignment" "allowed_regions" {
  name                 = "allowed-regions"
  subscription_id      = data.azurerm_subscription.current.id
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c"
}

resource "azurerm_network_ddos_protection_plan" "global" {
  name                = "ddos-deal-fraud"
  resource_group_name = azurerm_resource_group.global.name
  location            = azurerm_resource_group.global.location
}
