#!/usr/bin/env bash
# Deploys the foundation as it was approved, and this version to the unit that takes no traffic.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

[[ $lifecycle != draining ]] || fail "$name is to be drained: nothing is deployed to it."

apply_approved foundation foundation '{}'

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
next=$(next_unit "$state")
if [[ -z $next ]]; then
  say "The live unit of $name has this version already."
else
  # It may have traffic of a run that was cut off, or be the one that served before: from here on it is this run's.
  if [[ -n $live && $(jq --arg unit "$next" '.units | has($unit)' <<<"$state") == true ]]; then
    say "All traffic to unit $live first."
    set_traffic "{\"$live\": 100}" "$(jq -c .live <<<"$state")"
  fi
  say "Deploying $name to unit $next."
  apply_root release "release-$next" "{\"unit\": \"$next\"}"
fi
