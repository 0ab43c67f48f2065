#!/usr/bin/env bash
# Destroys everything of a drained stamp and tells that it is retired. Its vault stays recoverable for 90 days.
# Can be repeated: what is gone already is passed over.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

[[ $lifecycle == draining && $traffic_weight == 0 ]] || fail "$name is not to be destroyed: its lock says $lifecycle, $traffic_weight %."

# Who approves late may have waited until the stamp was brought back.
taken=$(root_outputs traffic traffic | jq '[.weights // {} | .[]] | add // 0')
[[ $taken == 0 ]] || fail "$name takes traffic: nothing is destroyed. Drain it first."

if [[ $(az group exists --name "$resource_group") == true ]]; then
  nothing='{"units": {}, "live": {"unit": "", "version": ""}}'
  destroy_root traffic traffic "$nothing"
  destroy_root release release-blue '{"unit": "blue"}'
  destroy_root release release-green '{"unit": "green"}'
  destroy_root foundation foundation '{}'
else
  say "The resource group $resource_group is gone already."
fi
bash "$scripts_directory/report.sh" retired succeeded
