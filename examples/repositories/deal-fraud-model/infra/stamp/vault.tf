resource "azurerm_key_vault" "stamp" {
  name                          = "kv-${local.name}"
  resource_group_name           = azurerm_resource_group.stamp.name
  location                      = var.region
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  public_network_access_enabled = false
  tags                          = local.tags

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_key" "signing" {
  name         = "signing"
  key_vault_id = azurerm_key_vault.stamp.id
  key_type     = "EC"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]

  rotation_policy {
    automatic {
      time_after_creation = "P60D"
    }

    expire_after         = "P90D"
    notify_before_expiry = "P14D"
  }
}

resource "azurerm_role_assignment" "api_signs" {
  scope                = azurerm_key_vault_key.signing.resource_versionless_id
  role_definition_name = "Key Vault Crypto User"
  principal_id         = azurerm_user_assigned_identity.api.principal_id
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-kv-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  subnet_id           = module.network.subnets["endpoints"].resource_id
  tags                = local.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.stamp.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}

data "azurerm_client_config" "current" {}
