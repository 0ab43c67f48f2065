# What the foundation made, found by name: the two roots share no state.
data "azurerm_subnet" "web" {
  name                 = "snet-web"
  virtual_network_name = var.names.virtual_network
  resource_group_name  = var.names.resource_group
}

data "azurerm_user_assigned_identity" "stamp" {
  name                = var.names.identity
  resource_group_name = var.names.resource_group
}

data "azurerm_key_vault" "stamp" {
  name                = var.names.key_vault
  resource_group_name = var.names.resource_group
}

data "azurerm_log_analytics_workspace" "stamp" {
  name                = var.names.log_analytics
  resource_group_name = var.names.resource_group
}

data "azurerm_application_insights" "stamp" {
  name                = var.names.application_insights
  resource_group_name = var.names.resource_group
}

data "azurerm_monitor_action_group" "stamp" {
  name                = var.names.action_group
  resource_group_name = var.names.resource_group
}

data "azurerm_cdn_frontdoor_profile" "workload" {
  count    = var.front_door == null ? 0 : 1
  provider = azurerm.front_door

  name                = var.front_door.name
  resource_group_name = var.front_door.resource_group
}

locals {
  front_door_ids = data.azurerm_cdn_frontdoor_profile.workload[*].resource_guid

  web_app      = "${var.names.web_app}-${var.unit}"
  service_plan = "${var.names.service_plan}-${var.unit}"
  autoscale    = "${var.names.autoscale}-${var.unit}"
}
