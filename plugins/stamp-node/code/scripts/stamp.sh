# What scripts of a stamp share beside common.sh: which unit serves, and how traffic is set.
# shellcheck shell=bash disable=SC2034,SC2154
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What serves: {"units": {"blue": 100}, "live": {"unit": "blue", "version": "…"}}. Asked of the traffic root, never guessed.
traffic_state() {
  root_outputs traffic traffic |
    jq --compact-output '{units: (.units // {}), live: (.live // {unit: "", version: ""})}'
}

# Fingerprint of everything that a release unit is made from, its image included.
release_version() {
  (
    cd "$stamp_directory/$infrastructure/release"
    find . -type f -not -path '*/.*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12
  )
}

other_unit() {
  if [[ $1 == blue ]]; then echo green; else echo blue; fi
}

# The unit that this version is deployed to; empty where the live one has it already.
next_unit() {
  local state=$1 live version
  live=$(jq -r .live.unit <<<"$state")
  version=$(jq -r .live.version <<<"$state")
  if [[ -z $live ]]; then
    echo blue
  elif [[ $version == "$(release_version)" ]]; then
    echo ''
  else
    other_unit "$live"
  fi
}

# The units' shares of the stamp's traffic, and which of them is live.
set_traffic() {
  local units=$1 live=$2
  say "Traffic of $name: $units"
  if [[ $traffic_weight == 0 || $units == '{}' ]]; then
    # Azure only says that an origin group must not be without an enabled origin.
    trap 'say "Is it the last stamp of the workload? Take its route away first, see runbooks/drain-and-retire.md."' EXIT
  fi
  apply_root traffic traffic "$(jq --null-input --compact-output --argjson units "$units" --argjson live "$live" '{units: $units, live: $live}')"
  trap - EXIT
}

web_app_id() {
  printf '/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Web/sites/%s-%s' \
    "$(az account show --query id --output tsv)" "$resource_group" "$web_app" "$1"
}
