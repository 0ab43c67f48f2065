# Values come from release.auto.tfvars.json, which the template writes; the pipeline says which unit.

variable "unit" {
  description = "Release unit. Both stand side by side while traffic moves from one to the other."
  type        = string

  validation {
    condition     = contains(["blue", "green"], var.unit)
    error_message = "The unit must be blue or green."
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
  description = "Name of each resource in Azure; the unit is appended to those of what it is made of."
  type = object({
    resource_group       = string
    virtual_network      = string
    identity             = string
    service_plan         = string
    web_app              = string
    autoscale            = string
    key_vault            = string
    data_lake            = string
    log_analytics        = string
    application_insights = string
    action_group         = string
    alert                = string
  })
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

variable "container" {
  description = "Image that the unit runs: host of its registry, and repository with tag or digest."
  type = object({
    registry = string
    image    = string
  })
}

variable "front_door" {
  description = "The workload's Front Door, where it is known: then no other one gets in. Of this subscription when none is said."
  type = object({
    subscription_id = optional(string)
    resource_group  = string
    name            = string
  })
  default = null
}

variable "test_addresses" {
  description = "Blocks from which the smoke test calls the unit itself. Empty: nobody but Front Door and the availability test gets in."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for block in var.test_addresses : can(cidrhost(block, 0))])
    error_message = "Every test address must be a CIDR block."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}
