data "azurerm_client_config" "current" {}

locals {
  origin_group_id = var.front_door == null ? null : join("/", [
    "/subscriptions",
    data.azurerm_client_config.current.subscription_id,
    "resourceGroups",
    var.front_door.resource_group,
    "providers/Microsoft.Cdn/profiles",
    var.front_door.name,
    "originGroups",
    var.origin_group,
  ])

  hosts = { for unit in keys(var.units) : unit => "${var.names.web_app}-${unit}.azurewebsites.net" }

  # Of 1000, rounded: Front Door knows weights from 1 to 1000, and none that says nothing.
  weights = { for unit, share in var.units : unit => floor((var.traffic_weight * share + 5) / 10) }
}

resource "azurerm_cdn_frontdoor_origin" "unit" {
  for_each = var.front_door == null ? {} : var.units

  name                           = "${var.names.front_door_origin}-${each.key}"
  cdn_frontdoor_origin_group_id  = local.origin_group_id
  host_name                      = local.hosts[each.key]
  origin_host_header             = local.hosts[each.key]
  certificate_name_check_enabled = true
  http_port                      = 80
  https_port                     = 443
  priority                       = 1
  weight                         = max(1, local.weights[each.key])
  enabled                        = var.traffic_weight > 0 && each.value > 0
}
