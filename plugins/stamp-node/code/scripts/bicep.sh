# How a root is planned, applied, asked and destroyed with Bicep's deployment stacks; sourced by common.sh.
# A stack for each root, and for each release unit: <base>-<state>.
# shellcheck shell=bash disable=SC2154

# What commands of a root take: where it is deployed. Sets the arrays stack_scope and deployment_scope.
scope_of() {
  local parameters="$stamp_directory/bicep/traffic/traffic.parameters.json" group subscription
  case $1 in
    foundation | global)
      stack_scope=(sub)
      scope_arguments=()
      location_arguments=(--location "$region")
      ;;
    traffic)
      stack_scope=(group)
      group=$(jq -r '.parameters.frontDoor.value.resourceGroup // empty' "$parameters")
      subscription=$(jq -r '.parameters.frontDoor.value.subscriptionId // empty' "$parameters")
      scope_arguments=(--resource-group "${group:-$resource_group}")
      [[ -z $subscription ]] || scope_arguments+=(--subscription "$subscription")
      location_arguments=()
      ;;
    *)
      stack_scope=(group)
      scope_arguments=(--resource-group "$resource_group")
      location_arguments=()
      ;;
  esac
}

# What a root is made of, and the values that the pipeline gives. parameters_of <root> <state> <variables as JSON>
parameters_of() {
  local file="$work_directory/bicep/$name/$2.pipeline.parameters.json"
  mkdir -p "$(dirname "$file")"
  jq '{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
    contentVersion: "1.0.0.0",
    parameters: map_values({value: .})
  }' <<<"$3" >"$file"
  template_arguments=(
    --template-file "$stamp_directory/bicep/$1/main.bicep"
    --parameters "@$stamp_directory/bicep/$1/$1.parameters.json"
    --parameters "@$file"
  )
}

# ProviderNoRbac (Azure CLI 2.76): whoever asks needs no right to write.
what_if() {
  scope_of "$1"
  parameters_of "$1" "$2" "$3"
  az deployment "${stack_scope[@]}" what-if --name "$stack_base-$2" \
    "${scope_arguments[@]}" "${location_arguments[@]}" "${template_arguments[@]}" \
    --validation-level ProviderNoRbac --result-format ResourceIdOnly --no-pretty-print --output json |
    jq --sort-keys '[.changes[]? | select(.changeType | IN("NoChange", "Ignore") | not) | {address: .resourceId, actions: [.changeType]}] | sort_by(.address)'
}

# plan_root <root> <state> <variables as JSON>: a readable plan and the list of its changes.
plan_root() {
  mkdir -p "$plan_directory"
  what_if "$1" "$2" "$3" >"$plan_directory/$2.changes.json"
  jq -r '.[] | "\(.actions[0])\t\(.address)"' "$plan_directory/$2.changes.json" >"$plan_directory/$2.txt"
}

# Looks again, compares with what was approved, and applies.
apply_approved() {
  local approved="$plan_directory/$2.changes.json" now
  [[ -f $approved ]] || fail "There is no approved plan of $2: run plan.sh first."
  now=$(what_if "$1" "$2" "$3")
  if ! diff <(cat "$approved") <(printf '%s\n' "$now") >&2; then
    fail "The plan of $2 is not what was approved, see above: run the pipeline again."
  fi
  apply_root "$1" "$2" "$3"
}

# apply_root <root> <state> <variables as JSON>
apply_root() {
  scope_of "$1"
  parameters_of "$1" "$2" "$3"
  az stack "${stack_scope[@]}" create --name "$stack_base-$2" \
    "${scope_arguments[@]}" "${location_arguments[@]}" "${template_arguments[@]}" \
    --deny-settings-mode none --action-on-unmanage deleteResources --yes --output none
}

# Whether a stack is there; an error of Azure ends the script instead of saying no.
stack_exists() {
  local found
  scope_of "$1"
  if [[ ${stack_scope[0]} == group ]]; then
    found=$(az group exists --name "${scope_arguments[1]}" "${scope_arguments[@]:2}") || exit 1
    [[ $found == true ]] || return 1
  fi
  found=$(az stack "${stack_scope[@]}" list "${scope_arguments[@]}" --query "[?name=='$stack_base-$2'].name" --output tsv) || exit 1
  [[ -n $found ]]
}

# destroy_root <root> <state> <variables as JSON>
destroy_root() {
  local how=deleteResources
  if ! stack_exists "$1" "$2"; then
    say "$2 is not there."
    return
  fi
  [[ ${stack_scope[0]} == group ]] || how=deleteAll
  az stack "${stack_scope[@]}" delete --name "$stack_base-$2" \
    "${scope_arguments[@]}" --action-on-unmanage "$how" --yes --output none
}

# root_outputs <root> <state>: its outputs by name; {} before it was applied.
root_outputs() {
  if ! stack_exists "$1" "$2"; then
    echo '{}'
    return
  fi
  az stack "${stack_scope[@]}" show --name "$stack_base-$2" "${scope_arguments[@]}" --query outputs --output json |
    jq --compact-output '(. // {}) | map_values(.value)'
}
