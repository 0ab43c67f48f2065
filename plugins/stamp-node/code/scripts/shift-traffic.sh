#!/usr/bin/env bash
# Gives the new unit a share of the stamp's traffic, waits, and looks how it fares. At 100 the unit becomes the live one.
# shift-traffic.sh <10|50|100>
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

share=$1
[[ $share =~ ^(10|50|100)$ ]] || fail "The share must be 10, 50 or 100, not $share"

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
next=$(next_unit "$state")

# For the next job: the unit that stands without serving, if one does.
tell_old_unit() {
  if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    echo "old_unit=$(jq -r --arg live "$2" 'keys | map(select(. != $live))[0] // ""' <<<"$1")" >>"$GITHUB_OUTPUT"
  fi
}

if [[ -z $next ]]; then
  # Nothing new; the weight of the stamp may be.
  if [[ $share == 100 ]]; then
    set_traffic "$(jq -c .units <<<"$state")" "$(jq -c .live <<<"$state")"
    tell_old_unit "$(jq -c .units <<<"$state")" "$live"
    bash "$scripts_directory/report.sh" active succeeded "$live"
  fi
  exit 0
fi

units=$(
  jq --null-input --compact-output --arg next "$next" --arg live "$live" --argjson share "$share" \
    '{($next): $share} + (if $live == "" then {} else {($live): (100 - $share)} end)'
)
since=$(date -u +%s)
set_traffic "$units" "$(jq -c .live <<<"$state")"
bash "$scripts_directory/watch-traffic.sh" "$next" "$since"

if [[ $share == 100 ]]; then
  set_traffic "$units" "$(jq --null-input -c --arg unit "$next" --arg version "$(release_version)" '{unit: $unit, version: $version}')"
  tell_old_unit "$units" "$next"
  bash "$scripts_directory/report.sh" active succeeded "$next"
fi
