resource "azurerm_monitor_action_group" "stamp" {
  name                = var.names.action_group
  resource_group_name = azurerm_resource_group.stamp.name
  short_name          = "stamp"
  tags                = var.tags

  # So that nobody has to keep a list for an alert to be heard: the role Monitoring Contributor.
  arm_role_receiver {
    name                    = "monitoring-contributors"
    role_id                 = "749f88d5-cbae-40b8-bcfc-e772ddc772fa"
    use_common_alert_schema = true
  }

  dynamic "email_receiver" {
    for_each = var.alert_receivers.emails

    content {
      name                    = "email-${email_receiver.key + 1}"
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  dynamic "webhook_receiver" {
    for_each = var.alert_receivers.webhooks

    content {
      name                    = "webhook-${webhook_receiver.key + 1}"
      service_uri             = webhook_receiver.value
      use_common_alert_schema = true
    }
  }
}

# Alerts over the stamp's logs. That a unit cannot be reached is watched by the unit's own test, in release.
locals {
  log_alerts = { for alert in jsondecode(file("${path.module}/alerts.json")) : alert.name => alert }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "stamp" {
  for_each = local.log_alerts

  name                    = "${var.names.alert}-${each.key}"
  location                = azurerm_resource_group.stamp.location
  resource_group_name     = azurerm_resource_group.stamp.name
  description             = each.value.description
  severity                = each.value.severity
  scopes                  = [azurerm_log_analytics_workspace.stamp.id]
  evaluation_frequency    = each.value.frequency
  window_duration         = each.value.window
  auto_mitigation_enabled = true
  tags                    = var.tags

  # Tables come to be with the first row, which is after this.
  skip_query_validation = true

  criteria {
    query                   = each.value.query
    metric_measure_column   = "Value"
    time_aggregation_method = "Maximum"
    operator                = "GreaterThan"
    threshold               = each.value.threshold

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.stamp.id]
  }
}

resource "azurerm_monitor_metric_alert" "expiry" {
  name                = "${var.names.alert}-key-vault-expiry"
  resource_group_name = azurerm_resource_group.stamp.name
  description         = "A secret, key or certificate of the stamp's vault is about to expire, or has expired."
  scopes              = [azurerm_eventgrid_system_topic.key_vault.id]
  severity            = 1
  frequency           = "PT15M"
  window_size         = "PT1H"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.EventGrid/systemTopics"
    metric_name      = "MatchedEventCount"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 0
  }

  action {
    action_group_id = azurerm_monitor_action_group.stamp.id
  }
}
