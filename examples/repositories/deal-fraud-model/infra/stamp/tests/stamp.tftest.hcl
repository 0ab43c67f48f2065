run "three_zones" {
  command = plan

  assert {
    condition     = azurerm_container_app_environment.stamp.zone_redundancy_enabled
    error_message = "A stamp must survive the loss of a zone."
  }
}
