#!/usr/bin/env bash
# Tells Plumbline how it stands with the stamp, where PLUMBLINE_URL and PLUMBLINE_TOKEN are set.
# report.sh <lifecycle> <outcome> [unit]
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

lifecycle_now=$1
outcome=$2
unit=${3:-}
url=$(setting PLUMBLINE_URL)
token=$(setting PLUMBLINE_TOKEN)

if [[ -z $url || -z $token ]]; then
  say "Plumbline is not told: PLUMBLINE_URL or PLUMBLINE_TOKEN is not set."
  exit 0
fi
[[ $url == https://* ]] || fail "PLUMBLINE_URL must start with https://"

run_url=''
if [[ -n ${GITHUB_RUN_ID:-} ]]; then
  run_url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
elif [[ -n ${BUILD_BUILDID:-} ]]; then
  run_url="${SYSTEM_COLLECTIONURI}${SYSTEM_TEAMPROJECTID}/_build/results?buildId=$BUILD_BUILDID"
fi

weight=0
if [[ $lifecycle_now == active ]]; then weight=$traffic_weight; fi

body=$(
  jq --compact-output \
    --arg lifecycle "$lifecycle_now" --arg outcome "$outcome" --arg unit "$unit" \
    --arg runUrl "$run_url" --argjson weight "$weight" \
    --arg observedAt "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
    '{reports: [{stampRef: .plan.stampRef, lifecycle: $lifecycle, trafficWeight: $weight, outcome: $outcome, observedAt: $observedAt}
      + (if $lifecycle == "active" and $outcome == "succeeded" then {image: .plan.image} else {} end)
      + (if $unit == "" then {} else {unit: $unit} end)
      + (if $runUrl == "" then {} else {runUrl: $runUrl} end)]}' "$lock_file"
)

# The token goes in by a file descriptor, so that no list of processes shows it.
if curl --silent --show-error --fail --output /dev/null --proto '=https' \
  --max-time 30 --retry 5 --retry-delay 5 --retry-all-errors \
  --config <(printf 'header = "Authorization: Bearer %s"\n' "$token") \
  --header 'Content-Type: application/json' --data-binary "$body" \
  "${url%/}/api/stamp/statuses"; then
  say "Plumbline was told: $lifecycle_now, $outcome."
elif [[ $lifecycle_now == retired ]]; then
  fail "Plumbline could not be told that the stamp is gone. Run this stage again: nothing is left to destroy, so it only tells."
else
  say "Warning: Plumbline could not be told. The next run will."
fi
