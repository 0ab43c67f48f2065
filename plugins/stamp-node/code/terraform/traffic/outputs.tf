output "units" {
  description = "Share of the stamp's traffic that each release unit takes, in percent."
  value       = var.units
}

output "weights" {
  description = "Weight of each unit's origin, of 1000; 0 where it takes no traffic."
  value       = local.weights
}

output "live" {
  description = "What the pipeline last held to be live."
  value       = var.live
}
