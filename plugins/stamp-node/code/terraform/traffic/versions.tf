terraform {
  required_version = ">= 1.9.0"

  # The pipeline says where: one state for each root, and for each unit of the release.
  backend "azurerm" {}

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.55"
    }
  }
}

provider "azurerm" {
  features {}
}
