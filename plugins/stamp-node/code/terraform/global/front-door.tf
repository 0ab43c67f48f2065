# Premium, because only it has the firewall's managed rules.
resource "azurerm_cdn_frontdoor_profile" "workload" {
  name                     = var.names.front_door
  resource_group_name      = azurerm_resource_group.workload.name
  sku_name                 = "Premium_AzureFrontDoor"
  response_timeout_seconds = 60
  tags                     = var.tags
}

resource "azurerm_cdn_frontdoor_endpoint" "workload" {
  name                     = var.names.front_door_endpoint
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.workload.id
  tags                     = var.tags
}

# Each stamp adds the origins of its units, with their weights.
resource "azurerm_cdn_frontdoor_origin_group" "stamps" {
  name                     = "stamps"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.workload.id
  session_affinity_enabled = false

  health_probe {
    path                = "/health"
    protocol            = "Https"
    request_type        = "GET"
    interval_in_seconds = 30
  }

  # So much latency apart that weights, not nearness, decide how traffic is shared.
  load_balancing {
    sample_size                        = 4
    successful_samples_required        = 2
    additional_latency_in_milliseconds = 1000
  }
}

resource "azurerm_cdn_frontdoor_route" "workload" {
  count = var.has_stamp ? 1 : 0

  name                          = "all"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.workload.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.stamps.id
  # The origins are the stamps' own; the provider takes this for the order of changes alone.
  cdn_frontdoor_origin_ids = ["${azurerm_cdn_frontdoor_origin_group.stamps.id}/origins/of-stamps"]
  patterns_to_match        = ["/*"]
  supported_protocols      = ["Http", "Https"]
  https_redirect_enabled   = true
  forwarding_protocol      = "HttpsOnly"
  link_to_default_domain   = true
}

resource "azurerm_cdn_frontdoor_firewall_policy" "workload" {
  name                = var.names.waf_policy
  resource_group_name = azurerm_resource_group.workload.name
  sku_name            = azurerm_cdn_frontdoor_profile.workload.sku_name
  mode                = "Prevention"
  tags                = var.tags

  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"
    action  = "Block"
  }

  managed_rule {
    type    = "Microsoft_BotManagerRuleSet"
    version = "1.1"
    action  = "Block"
  }
}

resource "azurerm_cdn_frontdoor_security_policy" "workload" {
  name                     = "firewall"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.workload.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.workload.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_endpoint.workload.id
        }
      }
    }
  }
}
