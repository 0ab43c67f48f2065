terraform {
  required_version = ">= 1.14"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.40"
    }
  }

  backend "azurerm" {
    resource_group_name  = "rg-card-payments-state"
    storage_account_name = "stcardpaymentsstate"
    container_name       = "state"
    key                  = "regions.tfstate"
  }
}

provider "azurerm" {
  features {}
}

locals {
  tags = {
    workload   = "card-payments"
    costCenter = "payments-3300"
  }
}

module "north" {
  source = "./region"

  region = "northeurope"
  code   = "neu"
  tags   = local.tags
}

module "west" {
  source = "./region"

  region = "westeurope"
  code   = "weu"
  tags   = local.tags
}

resource "azurerm_cosmosdb_account" "payments" {
  name                             = "cosmos-card-payments"
  resource_group_name              = "rg-card-payments-global"
  location                         = "northeurope"
  offer_type                       = "Standard"
  multiple_write_locations_enabled = true
  minimal_tls_version              = "Tls12"
  tags                             = local.tags

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "northeurope"
    failover_priority = 0
    zone_redundant    = true
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 1
    zone_redundant    = true
  }

  backup {
    type = "Continuous"
    tier = "Continuous30Days"
  }
}

resource "azurerm_cosmosdb_sql_container" "payments" {
  name                = "payments"
  resource_group_name = "rg-card-payments-global"
  account_name        = azurerm_cosmosdb_account.payments.name
  database_name       = "payments"
  partition_key_paths = ["/cardId"]
}

resource "azurerm_cdn_frontdoor_profile" "global" {
  name                = "afd-card-payments"
  resource_group_name = "rg-card-payments-global"
  sku_name            = "Premium_AzureFrontDoor"
  tags                = local.tags
}
