variable "region" {
  type = string
}

variable "code" {
  type = string
}

variable "tags" {
  type = map(string)
}

resource "azurerm_kubernetes_cluster" "cluster" {
  name                      = "aks-card-payments-${var.code}"
  resource_group_name       = "rg-card-payments-${var.code}-001"
  location                  = var.region
  dns_prefix                = "payments-${var.code}"
  kubernetes_version        = "1.34"
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
  tags                      = var.tags

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4ds_v5"
    zones                = ["1", "2", "3"]
    auto_scaling_enabled = true
    min_count            = 3
    max_count            = 12
  }

  identity {
    type = "SystemAssigned"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}

resource "azurerm_application_gateway" "gateway" {
  name                = "agw-card-payments-${var.code}"
  resource_group_name = "rg-card-payments-${var.code}-001"
  location            = var.region
  zones               = ["1", "2", "3"]
  firewall_policy_id  = azurerm_web_application_firewall_policy.payments.id
  tags                = var.tags

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  probe {
    name                = "ready"
    protocol            = "Https"
    path                = "/ready"
    interval            = 10
    timeout             = 5
    unhealthy_threshold = 3
  }
}

resource "azurerm_web_application_firewall_policy" "payments" {
  name                = "waf-card-payments-${var.code}"
  resource_group_name = "rg-card-payments-${var.code}-001"
  location            = var.region
}

resource "azurerm_redis_cache" "limits" {
  name                 = "redis-card-payments-${var.code}"
  resource_group_name  = "rg-card-payments-${var.code}-001"
  location             = var.region
  capacity             = 2
  family               = "C"
  sku_name             = "Standard"
  non_ssl_port_enabled = false
  minimum_tls_version  = "1.2"
  tags                 = var.tags
}

resource "azurerm_eventhub_namespace" "booked" {
  name                = "evhns-card-payments-${var.code}"
  resource_group_name = "rg-card-payments-${var.code}-001"
  location            = var.region
  sku                 = "Standard"
  capacity            = 4
  tags                = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_kubernetes_cluster.cluster.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.region.id

  enabled_log {
    category = "kube-audit-admin"
  }
}

resource "azurerm_log_analytics_workspace" "region" {
  name                = "log-card-payments-${var.code}"
  resource_group_name = "rg-card-payments-${var.code}-001"
  location            = var.region
  retention_in_days   = 30
}

resource "azurerm_monitor_metric_alert" "declined" {
  name                = "declined-${var.code}"
  resource_group_name = "rg-card-payments-${var.code}-001"
  scopes              = [azurerm_kubernetes_cluster.cluster.id]

  criteria {
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    metric_name      = "node_cpu_usage_percentage"
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = 80
  }
}
