variable "environment" {
  type = string
}

variable "region" {
  type = string
}

variable "release" {
  type = string
}

variable "zones" {
  type    = list(string)
  default = ["1", "2", "3"]
}

variable "max_replicas" {
  type    = number
  default = 30
}

locals {
  name = "deal-fraud-${var.environment}-${var.region}"
  tags = {
    workload    = "deal-fraud-model"
    cost-center = "risk-4711"
    owner       = "deal-fraud"
    environment = var.environment
  }
}
