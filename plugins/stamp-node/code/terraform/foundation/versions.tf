terraform {
  required_version = ">= 1.9.0"

  # The pipeline says where: one state for each root, and for each unit of the release.
  backend "azurerm" {}

  # Exactly the version whose schema this code was checked against.
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.55.0"
    }
  }
}

provider "azurerm" {
  # The data lake has no account keys, so its data is reached with an identity.
  storage_use_azuread = true

  features {
    storage {
      # The data lake has no public address, so whoever deploys cannot reach its data, and need not.
      data_plane_available = false
    }

    key_vault {
      # A deleted vault keeps its name until its retention ends. Never shorten that.
      purge_soft_delete_on_destroy = false
    }
  }
}
