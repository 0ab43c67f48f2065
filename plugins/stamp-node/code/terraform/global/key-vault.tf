# For what all stamps share, such as certificates of domains. Each stamp has a vault of its own for all else.
resource "azurerm_key_vault" "workload" {
  name                          = var.names.key_vault
  location                      = azurerm_resource_group.workload.location
  resource_group_name           = azurerm_resource_group.workload.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = var.tags

  # Front Door reads certificates as a trusted service.
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}
