provider "azurerm" {
  features {}
}

resource "azurerm_availability_set" "app" {
  name                = "avail-claims-desk"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
}

resource "azurerm_windows_virtual_machine" "app" {
  count               = 2
  name                = "vm-claims-desk-${count.index + 1}"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
  size                = "Standard_D4s_v5"
  availability_set_id = azurerm_availability_set.app.id
  license_type        = "Windows_Server"

  source_image_reference {
    publisher = "MicrosoftWindowsServer"
    offer     = "WindowsServer"
    sku       = "2019-datacenter-gensecond"
    version   = "latest"
  }
}

resource "azurerm_windows_virtual_machine" "sql" {
  name                = "vm-claims-desk-sql"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
  size                = "Standard_E8s_v5"
  license_type        = "Windows_Server"

  source_image_reference {
    publisher = "MicrosoftSQLServer"
    offer     = "sql2016sp3-ws2019"
    sku       = "standard"
    version   = "latest"
  }
}

resource "azurerm_network_security_group" "app" {
  name                = "nsg-claims-desk"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
}

resource "azurerm_lb_probe" "app" {
  name            = "http"
  loadbalancer_id = azurerm_lb.app.id
  port            = 80
}

resource "azurerm_lb" "app" {
  name                = "lb-claims-desk"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
  sku                 = "Standard"
}

resource "azurerm_storage_account" "documents" {
  name                       = "stclaimsdocuments"
  resource_group_name        = "rg-claims-desk-uks"
  location                   = "uksouth"
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  https_traffic_only_enabled = false
  min_tls_version            = "TLS1_0"
}

resource "azurerm_recovery_services_vault" "backup" {
  name                = "rsv-claims-desk"
  resource_group_name = "rg-claims-desk-uks"
  location            = "uksouth"
  sku                 = "Standard"
}

resource "azurerm_backup_policy_vm" "nightly" {
  name                = "nightly"
  resource_group_name = "rg-claims-desk-uks"
  recovery_vault_name = azurerm_recovery_services_vault.backup.name

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 35
  }
}
