terraform {
  required_version = ">= 1.14"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.50"
    }
  }

  backend "azurerm" {
    resource_group_name  = "rg-deal-fraud-state"
    storage_account_name = "stdealfraudstate"
    container_name       = "global"
    key                  = "global.tfstate"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  features {}
}

locals {
  tags = {
    workload    = "deal-fraud-model"
    cost-center = "risk-4711"
    owner       = "deal-fraud"
  }
}

resource "azurerm_resource_group" "global" {
  name     = "rg-deal-fraud-global"
  location = "westeurope"
  tags     = local.tags
}

resource "azurerm_container_registry" "images" {
  name                          = "crDealFraud"
  resource_group_name           = azurerm_resource_group.global.name
  location                      = azurerm_resource_group.global.location
  sku                           = "Premium"
  admin_enabled                 = false
  zone_redundancy_enabled       = true
  public_network_access_enabled = false
  retention_policy_in_days      = 30
  tags                          = local.tags

  georeplications {
    location                = "eastus2"
    zone_redundancy_enabled = true
  }

  georeplications {
    location                = "brazilsouth"
    zone_redundancy_enabled = true
  }
}

resource "azurerm_cdn_frontdoor_profile" "global" {
  name                = "afd-deal-fraud"
  resource_group_name = azurerm_resource_group.global.name
  sku_name            = "Premium_AzureFrontDoor"
  tags                = local.tags
}

resource "azurerm_cdn_frontdoor_origin_group" "score" {
  for_each                 = toset(["eastus2", "westeurope", "brazilsouth"])
  name                     = "score-${each.key}"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.global.id

  load_balancing {}

  health_probe {
    protocol            = "Https"
    path                = "/health/ready"
    interval_in_seconds = 30
    request_type        = "GET"
  }
}

resource "azurerm_cdn_frontdoor_firewall_policy" "global" {
  name                = "wafDealFraud"
  resource_group_name = azurerm_resource_group.global.name
  sku_name            = "Premium_AzureFrontDoor"
  mode                = "Prevention"
  tags                = local.tags

  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"
    action  = "Block"
  }
}

resource "azurerm_app_configuration" "global" {
  name                = "appcs-deal-fraud"
  resource_group_name = azurerm_resource_group.global.name
  location            = azurerm_resource_group.global.location
  sku                 = "standard"
  tags                = local.tags

  replica {
    name     = "brazil"
    location = "brazilsouth"
  }
}

# Turns the new features of the model on, region by region, without a release.
resource "azurerm_app_configuration_feature" "shadow_model" {
  configuration_store_id = azurerm_app_configuration.global.id
  name                   = "shadow-model"
  enabled                = true
  percentage_filter_value = 10
}
