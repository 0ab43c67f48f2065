#!/usr/bin/env bash
# Waits until App Service's own health check calls every instance of the new unit healthy.
# The unit takes requests from Front Door alone, so it is asked of Azure instead of the unit.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

state=$(traffic_state)
unit=$(next_unit "$state")
[[ -n $unit ]] || unit=$(jq -r .live.unit <<<"$state")
attempts=$(setting SMOKE_TEST_ATTEMPTS 40)
pause=$(setting SMOKE_TEST_PAUSE 15)
id=$(web_app_id "$unit")

for ((attempt = 1; attempt <= attempts; attempt++)); do
  states=$(
    az rest --method get --url "https://management.azure.com$id/instances?api-version=2023-12-01" \
      --query 'value[].properties.state' --output json || echo '[]'
  )
  ready=$(jq '[.[] | select(. == "READY")] | length' <<<"$states")
  total=$(jq length <<<"$states")
  say "Unit $unit: $ready of $total instances are healthy, at least $min_instances are expected ($attempt of $attempts)."
  if ((ready == total && ready >= min_instances)); then exit 0; fi
  if ((attempt < attempts)); then sleep "$pause"; fi
done
fail "Unit $unit of $name did not become healthy."
