# Values come from stamp.auto.tfvars.json, which the template writes. Change the
# stamp there or, better, by the template; these files are the same for every stamp.

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

variable "zones" {
  description = "Availability zones of the region; empty where it has none."
  type        = list(string)
}

variable "names" {
  description = "Name of each resource in Azure."
  type = object({
    resource_group       = string
    virtual_network      = string
    identity             = string
    service_plan         = string
    web_app              = string
    key_vault            = string
    data_lake            = string
    log_analytics        = string
    application_insights = string
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

variable "size" {
  description = "App Service plan: SKU, instances that always run, instances at the expected users."
  type = object({
    sku           = string
    min_instances = number
    max_instances = number
  })

  validation {
    condition     = var.size.min_instances >= 1 && var.size.max_instances >= var.size.min_instances
    error_message = "At least one instance must run, and no fewer at the peak."
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

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "container" {
  description = "Image that the web app runs. Each release names it, so it has no value here."
  type = object({
    registry_url = string
    image        = string
  })
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
