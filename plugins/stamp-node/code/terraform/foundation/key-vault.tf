resource "azurerm_key_vault" "stamp" {
  name                          = var.names.key_vault
  location                      = azurerm_resource_group.stamp.location
  resource_group_name           = azurerm_resource_group.stamp.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = var.tags

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_private_endpoint" "key_vault" {
  name                = "${var.names.private_endpoint}-vault"
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  subnet_id           = azurerm_subnet.endpoints.id
  tags                = var.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.stamp.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [azurerm_private_dns_zone.stamp["vault"].id]
  }
}

resource "azurerm_role_assignment" "key_vault_secrets" {
  scope                = azurerm_key_vault.stamp.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.stamp.principal_id
  principal_type       = "ServicePrincipal"
}

# The vault says by Event Grid when a secret, key or certificate is about to expire, and when it has.
resource "azurerm_eventgrid_system_topic" "key_vault" {
  name                = var.names.event_grid_topic
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  source_resource_id  = azurerm_key_vault.stamp.id
  topic_type          = "Microsoft.KeyVault.vaults"
  tags                = var.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_storage_queue" "expiry" {
  name               = "key-vault-expiry"
  storage_account_id = azurerm_storage_account.data_lake.id
}

resource "azurerm_role_assignment" "expiry" {
  scope                = azurerm_storage_account.data_lake.id
  role_definition_name = "Storage Queue Data Message Sender"
  principal_id         = azurerm_eventgrid_system_topic.key_vault.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

# The queue keeps what was said. The alert counts events that match, so it does not hang on their delivery.
resource "azurerm_eventgrid_system_topic_event_subscription" "expiry" {
  name                = "expiry"
  system_topic        = azurerm_eventgrid_system_topic.key_vault.name
  resource_group_name = azurerm_resource_group.stamp.name

  included_event_types = [
    "Microsoft.KeyVault.SecretNearExpiry",
    "Microsoft.KeyVault.SecretExpired",
    "Microsoft.KeyVault.KeyNearExpiry",
    "Microsoft.KeyVault.KeyExpired",
    "Microsoft.KeyVault.CertificateNearExpiry",
    "Microsoft.KeyVault.CertificateExpired",
  ]

  delivery_identity {
    type = "SystemAssigned"
  }

  storage_queue_endpoint {
    storage_account_id                    = azurerm_storage_account.data_lake.id
    queue_name                            = azurerm_storage_queue.expiry.name
    queue_message_time_to_live_in_seconds = 2592000
  }

  depends_on = [azurerm_role_assignment.expiry]
}
