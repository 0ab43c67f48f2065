# The audit trail of this region. It never leaves the region, so it is spread over zones and not over regions.
resource "azurerm_storage_account" "audit" {
  name                            = "staudit${var.region}"
  resource_group_name             = azurerm_resource_group.stamp.name
  location                        = var.region
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  is_hns_enabled                  = true
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  public_network_access_enabled   = false
  tags                            = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.api.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.signing.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.api.id
  }
}

# Ten years: the first 30 days where it is fast, the rest where it is cheap.
resource "azurerm_storage_management_policy" "audit" {
  storage_account_id = azurerm_storage_account.audit.id

  rule {
    name    = "audit-trail"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      base_blob {
        tier_to_cold_after_days_since_modification_greater_than    = 30
        tier_to_archive_after_days_since_modification_greater_than = 365
        delete_after_days_since_modification_greater_than          = 3653
      }
    }
  }
}

resource "azurerm_data_protection_backup_vault" "audit" {
  name                = "bv-${local.name}"
  resource_group_name = azurerm_resource_group.stamp.name
  location            = var.region
  datastore_type      = "VaultStore"
  redundancy          = "ZoneRedundant"
  tags                = local.tags
}

resource "azurerm_data_protection_backup_policy_blob_storage" "audit" {
  name                                   = "daily"
  vault_id                               = azurerm_data_protection_backup_vault.audit.id
  operational_default_retention_duration = "P30D"
}
