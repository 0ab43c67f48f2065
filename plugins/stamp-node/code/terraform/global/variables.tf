# Values come from global.auto.tfvars.json, which the template writes. Change them
# there by a pull request; these files are the same for every workload.

variable "location" {
  description = "Azure region of what must be somewhere. Front Door is everywhere."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "The region must be an Azure region name, such as westeurope."
  }
}

variable "names" {
  description = "Name of each resource in Azure."
  type = object({
    resource_group      = string
    front_door          = string
    front_door_endpoint = string
    waf_policy          = string
    container_registry  = string
    key_vault           = string
    log_analytics       = string
    action_group        = string
  })
}

variable "has_stamp" {
  description = "Whether a stamp takes traffic. Front Door refuses a route to an origin group without an enabled origin, so the route comes with the second run."
  type        = bool
  default     = false
}

variable "registry_replicas" {
  description = "Further regions that the container registry is copied to. Each costs as much as the registry."
  type        = list(string)
  default     = []
}

variable "alert_receivers" {
  description = "Who is told of alerts, beside everybody with the role Monitoring Contributor on the subscription."
  type = object({
    emails   = list(string)
    webhooks = list(string)
  })
  default = { emails = [], webhooks = [] }

  validation {
    condition     = alltrue([for address in var.alert_receivers.webhooks : startswith(address, "https://")])
    error_message = "A webhook must be an https address."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "log_retention_days" {
  description = "Days that logs stay in the workspace."
  type        = number
  default     = 90

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "Logs stay 30 to 730 days."
  }
}
