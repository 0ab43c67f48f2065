# Values come from traffic.auto.tfvars.json, which the template writes; the pipeline says how the units share.

variable "units" {
  description = "Share of the stamp's traffic that each release unit takes, in percent. A unit that is not here is no origin."
  type        = map(number)

  validation {
    condition     = alltrue([for unit in keys(var.units) : contains(["blue", "green"], unit)])
    error_message = "A unit must be blue or green."
  }

  validation {
    condition     = alltrue([for share in values(var.units) : share >= 0 && share <= 100 && floor(share) == share])
    error_message = "A share must be a whole number from 0 to 100."
  }
}

variable "live" {
  description = "What the pipeline holds to be live: kept among the outputs, so that a run that was cut off knows what to go back to."
  type = object({
    unit    = string
    version = string
  })
  default = { unit = "", version = "" }

  validation {
    condition     = contains(["", "blue", "green"], var.live.unit)
    error_message = "The live unit must be blue, green or empty."
  }
}

variable "traffic_weight" {
  description = "Traffic that the stamp takes, in percent of its full part. 0 while it drains."
  type        = number

  validation {
    condition     = var.traffic_weight >= 0 && var.traffic_weight <= 100
    error_message = "The weight must be from 0 to 100."
  }
}

variable "names" {
  description = "Name of each resource in Azure, to which the unit is appended."
  type = object({
    web_app           = string
    front_door_origin = string
  })
}

variable "front_door" {
  description = "The workload's Front Door; of this subscription when none is said. Without it the stamp takes no traffic."
  type = object({
    subscription_id = optional(string)
    resource_group  = string
    name            = string
  })
  default = null
}

variable "origin_group" {
  description = "Origin group of the Front Door to which all stamps belong."
  type        = string
  default     = "stamps"
}
