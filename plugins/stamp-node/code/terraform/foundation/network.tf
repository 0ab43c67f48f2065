resource "azurerm_virtual_network" "stamp" {
  name                = var.names.virtual_network
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  address_space       = [var.address.range]
  tags                = var.tags
}

resource "azurerm_subnet" "web" {
  name                 = "snet-web"
  resource_group_name  = azurerm_resource_group.stamp.name
  virtual_network_name = azurerm_virtual_network.stamp.name
  address_prefixes     = [var.address.web_subnet]

  delegation {
    name = "app-service"

    service_delegation {
      name    = "Microsoft.Web/serverFarms"
      actions = ["Microsoft.Network/virtualNetworks/subnets/action"]
    }
  }
}

resource "azurerm_subnet" "endpoints" {
  name                              = "snet-endpoints"
  resource_group_name               = azurerm_resource_group.stamp.name
  virtual_network_name              = azurerm_virtual_network.stamp.name
  address_prefixes                  = [var.address.endpoint_subnet]
  private_endpoint_network_policies = "Enabled"
}

# The vault and the data lake answer the stamp's own web app, and nobody else of the network.
resource "azurerm_network_security_group" "endpoints" {
  name                = var.names.network_security_group
  location            = azurerm_resource_group.stamp.location
  resource_group_name = azurerm_resource_group.stamp.name
  tags                = var.tags

  security_rule {
    name                       = "web-https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.address.web_subnet
    source_port_range          = "*"
    destination_address_prefix = var.address.endpoint_subnet
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "nothing-else"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  subnet_id                 = azurerm_subnet.endpoints.id
  network_security_group_id = azurerm_network_security_group.endpoints.id
}

locals {
  private_dns_zones = {
    vault = "privatelink.vaultcore.azure.net"
    blob  = "privatelink.blob.core.windows.net"
    dfs   = "privatelink.dfs.core.windows.net"
  }
}

resource "azurerm_private_dns_zone" "stamp" {
  for_each = local.private_dns_zones

  name                = each.value
  resource_group_name = azurerm_resource_group.stamp.name
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "stamp" {
  for_each = local.private_dns_zones

  name                  = each.key
  resource_group_name   = azurerm_resource_group.stamp.name
  private_dns_zone_name = azurerm_private_dns_zone.stamp[each.key].name
  virtual_network_id    = azurerm_virtual_network.stamp.id
  tags                  = var.tags
}
