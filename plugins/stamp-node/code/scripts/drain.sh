#!/usr/bin/env bash
# Takes the stamp out of Front Door and waits until what is under way has ended. Destroys nothing.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

[[ $lifecycle == draining && $traffic_weight == 0 ]] || fail "$name is not to be drained: its lock says $lifecycle, $traffic_weight %."

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
units=$(jq -c .units <<<"$state")
if [[ $units == '{}' ]]; then
  say "$name takes no traffic."
else
  # Without one that is live these are of a first release that was cut off.
  [[ -z $live ]] || units="{\"$live\": 100}"
  set_traffic "$units" "$(jq -c .live <<<"$state")"
  minutes=$(setting DRAIN_MINUTES 15)
  say "Waiting $minutes minutes for requests that are under way."
  sleep "$((minutes * 60))"
fi
bash "$scripts_directory/report.sh" draining succeeded "$live"
