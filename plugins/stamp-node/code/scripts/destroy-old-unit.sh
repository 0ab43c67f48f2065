#!/usr/bin/env bash
# Destroys the unit that no longer serves. Until then a roll back needs nothing but a shift of traffic.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
[[ -n $live ]] || fail "No unit of $name is live: nothing is destroyed."
old=$(other_unit "$live")
[[ $(jq -r --arg unit "$old" '.units[$unit] // 0' <<<"$state") == 0 ]] ||
  fail "Unit $old of $name still takes traffic: nothing is destroyed."
# Who approves late may have waited for longer than the next release took.
[[ $(jq -r .live.version <<<"$state") == "$(release_version)" ]] ||
  fail "Another version of $name is live than the one of this run: nothing is destroyed."

set_traffic "{\"$live\": 100}" "$(jq -c .live <<<"$state")"
destroy_root release "release-$old" "{\"unit\": \"$old\"}"
