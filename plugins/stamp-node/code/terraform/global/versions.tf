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
  features {
    key_vault {
      # A deleted vault keeps its name until its retention ends. Never shorten that.
      purge_soft_delete_on_destroy = false
    }
  }
}
