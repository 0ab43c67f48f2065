#!/usr/bin/env bash
# Waits some minutes under traffic and fails where the unit does not fare well: more than 5 % of its requests end in
# server errors, an alert of severity 0 or 1 of the stamp fired meanwhile, or PUBLIC_URL does not answer.
# watch-traffic.sh <unit> <since, in seconds of the epoch>
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

unit=$1
since=$2
minutes=$(setting WATCH_MINUTES 5)
id=$(web_app_id "$unit")

if [[ $traffic_weight == 0 ]]; then
  say "$name takes no traffic: there is nothing to watch."
  exit 0
fi

say "Watching unit $unit for $minutes minutes."
sleep "$((minutes * 60))"

public_url=$(setting PUBLIC_URL)
if [[ -n $public_url ]]; then
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    curl --silent --show-error --fail --output /dev/null --proto '=https' --max-time 10 --retry 2 "$public_url" ||
      fail "$public_url did not answer (request $attempt of 10)."
  done
fi

metrics=$(
  az monitor metrics list --resource "$id" --metrics Requests Http5xx --aggregation Total \
    --interval PT1M --offset "$((minutes + 2))m" --output json
)
count_of() {
  jq --arg metric "$1" '[.value[] | select(.name.value == $metric) | .timeseries[].data[].total // 0] | add // 0 | floor' <<<"$metrics"
}
requests=$(count_of Requests)
errors=$(count_of Http5xx)
say "Unit $unit: $requests requests, $errors of them server errors."
if ((errors * 20 > requests)); then
  fail "More than 5 % of the requests of unit $unit fail."
fi

subscription=$(az account show --query id --output tsv)
fired=$(
  az rest --method get \
    --url "https://management.azure.com/subscriptions/$subscription/providers/Microsoft.AlertsManagement/alerts?api-version=2019-03-01&targetResourceGroup=$resource_group&monitorCondition=Fired&timeRange=1h" \
    --output json |
    jq --argjson since "$since" '[.value[].properties.essentials
      | select(.severity == "Sev0" or .severity == "Sev1")
      | select((.startDateTime | sub("\\.[0-9]+"; "") | fromdateiso8601) >= $since)
      | .alertRule] | unique'
)
if [[ $(jq length <<<"$fired") != 0 ]]; then
  fail "Alerts fired since unit $unit takes traffic: $(jq -r 'join(", ")' <<<"$fired")"
fi
