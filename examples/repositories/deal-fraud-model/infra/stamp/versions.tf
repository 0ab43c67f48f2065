terraform {
  required_version = ">= 1.14"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.50"
    }
  }

  # One state for each stamp, locked while it is changed.
  backend "azurerm" {
    resource_group_name  = "rg-deal-fraud-state"
    storage_account_name = "stdealfraudstate"
    container_name       = "stamps"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  features {}
  storage_use_azuread = true
}
