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
  log_alerts = {
    failed-sign-ins = {
      description = "More than 5 requests were refused for want of a valid sign-in or right within 5 minutes."
      severity    = 1
      frequency   = "PT5M"
      window      = "PT5M"
      operator    = "GreaterThan"
      threshold   = 5
      query       = <<-KQL
        union isfuzzy=true
          (AppRequests | where ResultCode in ("401", "403") | project Refused = 1),
          (AZKVAuditLogs | where HttpStatusCode == 403 | project Refused = 1),
          (StorageBlobLogs | where StatusCode in (401, 403) | project Refused = 1)
        | summarize Value = count()
      KQL
    }
    api-errors = {
      description = "More than 5 % of the requests failed over 10 minutes."
      severity    = 2
      frequency   = "PT5M"
      window      = "PT10M"
      operator    = "GreaterThan"
      threshold   = 5
      query       = <<-KQL
        AppRequests
        | summarize Failed = countif(Success == false), All = count()
        | where All >= 20
        | project Value = 100.0 * Failed / All
      KQL
    }
    slow = {
      description = "More than 10 % of the requests, or of the calls that they make, took longer than 500 ms over 10 minutes."
      severity    = 2
      frequency   = "PT5M"
      window      = "PT10M"
      operator    = "GreaterThan"
      threshold   = 10
      query       = <<-KQL
        union isfuzzy=true
          (AppRequests | project Kind = "requests", DurationMs),
          (AppDependencies | project Kind = "calls", DurationMs)
        | summarize Slow = countif(DurationMs > 500), All = count() by Kind
        | where All >= 20
        | summarize Value = max(100.0 * Slow / All)
      KQL
    }
    page-load = {
      description = "Pages took longer than 2 seconds to load several times over 15 minutes."
      severity    = 3
      frequency   = "PT15M"
      window      = "PT15M"
      operator    = "GreaterThan"
      threshold   = 3
      query       = <<-KQL
        AppBrowserTimings
        | where TotalDurationMs > 2000
        | summarize Value = count()
      KQL
    }
  }
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
    operator                = each.value.operator
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
