# Facts of a stamp, or of what all stamps of a workload share, and words for the log; sourced by the scripts beside it.
# shellcheck shell=bash disable=SC2034,SC2016
set -euo pipefail
shopt -s inherit_errexit

scripts_directory=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
stamp_directory=$(dirname "$scripts_directory")
lock_file="$stamp_directory/stamp.lock.json"
[[ -f $lock_file ]] || lock_file="$stamp_directory/workload.lock.json"
work_directory=${PIPELINE_WORKSPACE:-${RUNNER_TEMP:-/tmp}}
plan_directory="$work_directory/plan"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "Error: $*"
  exit 1
}

# A value of the lock; the filter is always a literal of these scripts.
fact() { jq --exit-status --raw-output "$1" "$lock_file"; }

# A setting of the pipeline: empty where it is absent. Azure DevOps leaves $(NAME) where a variable is not defined.
setting() {
  local value=${!1:-}
  case $value in
    '$('*) printf '%s' "${2:-}" ;;
    '') printf '%s' "${2:-}" ;;
    *) printf '%s' "$value" ;;
  esac
}

# One look for all of them; none holds a line break.
mapfile -t facts < <(
  jq --raw-output '.plan | .name, (.region // .homeRegion), .infrastructure, .azureNames.resourceGroup, .azureNames.deploymentStack,
    (.azureNames.webApp // "-"), (.lifecycle // "-"), (.trafficWeight // "-" | tostring), (.size.minInstances // "-" | tostring)' "$lock_file"
)
[[ ${#facts[@]} == 9 ]] || fail "$lock_file cannot be read."
name=${facts[0]}
region=${facts[1]}
infrastructure=${facts[2]}
resource_group=${facts[3]}
stack_base=${facts[4]}
web_app=${facts[5]}
lifecycle=${facts[6]}
traffic_weight=${facts[7]}
min_instances=${facts[8]}

# shellcheck source=/dev/null
source "$scripts_directory/$infrastructure.sh"
