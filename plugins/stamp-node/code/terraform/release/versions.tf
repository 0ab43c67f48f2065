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
  features {}
}

# Where the Front Door is, which may be another subscription.
provider "azurerm" {
  alias           = "front_door"
  subscription_id = try(var.front_door.subscription_id, null)

  features {}
}
