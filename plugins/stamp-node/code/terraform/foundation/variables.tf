# Values come from foundation.auto.tfvars.json, which the template writes. Change the
# stamp by its template; these files are the same for every stamp.

variable "stamp" {
  description = "Which stamp this is."
  type = object({
    name        = string
    workload    = string
    environment = string
    instance    = number
  })

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9_.-]{0,62}$", var.stamp.name))
    error_message = "The stamp's name must be a catalog entity name in lower case."
  }
}

variable "location" {
  description = "Azure region."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "The region must be an Azure region name, such as westeurope."
  }
}

variable "names" {
  description = "Name of each resource in Azure; what it is for is appended to those of private endpoints and alerts."
  type = object({
    resource_group         = string
    virtual_network        = string
    network_security_group = string
    identity               = string
    key_vault              = string
    data_lake              = string
    private_endpoint       = string
    event_grid_topic       = string
    log_analytics          = string
    application_insights   = string
    action_group           = string
    alert                  = string
  })
}

variable "address" {
  description = "Address range of the stamp and its subnets, as CIDR blocks."
  type = object({
    range           = string
    web_subnet      = string
    endpoint_subnet = string
  })

  validation {
    condition     = alltrue([for block in values(var.address) : can(cidrhost(block, 0))])
    error_message = "Every address must be a CIDR block."
  }
}

variable "storage_replication" {
  description = "How the data lake is replicated."
  type        = string

  validation {
    condition     = contains(["GZRS", "ZRS", "GRS", "LRS"], var.storage_replication)
    error_message = "The replication must be GZRS, ZRS, GRS or LRS."
  }
}

variable "registry" {
  description = "Container registry that images come from, where it is one in Azure that is known; of this subscription when none is said."
  type = object({
    subscription_id = optional(string)
    resource_group  = string
    name            = string
  })
  default = null
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
