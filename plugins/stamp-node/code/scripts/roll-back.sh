#!/usr/bin/env bash
# All traffic back to the unit that was live, and the new unit destroyed. Safe to run at any time: what was live is asked
# of the traffic root. A unit that served before and that no run has taken yet stands there with a share of 0: it stays.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
next=$(next_unit "$state")

if [[ -n $next && $(jq --arg unit "$next" '.units[$unit]' <<<"$state") != 0 ]]; then
  if [[ -n $live ]]; then units="{\"$live\": 100}"; else units='{}'; fi
  if [[ -n $live || $(jq -c .units <<<"$state") != '{}' ]]; then
    set_traffic "$units" "$(jq -c .live <<<"$state")"
  fi
  destroy_root release "release-$next" "{\"unit\": \"$next\"}"
fi
if [[ -n $live ]]; then
  bash "$scripts_directory/report.sh" active failed "$live"
else
  bash "$scripts_directory/report.sh" planned failed
fi
