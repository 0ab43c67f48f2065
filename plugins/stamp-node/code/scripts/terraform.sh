# How a root is planned, applied, asked and destroyed with Terraform; sourced by common.sh.
# A state of its own for each root, and for each release unit: <stamp>/<state>.tfstate.
# shellcheck shell=bash disable=SC2154

export TF_IN_AUTOMATION=true
export TF_INPUT=0

# Signing in is by token of the pipeline; there is no secret to pass.
sign_in() {
  export ARM_USE_OIDC=true ARM_USE_AZUREAD=true
  ARM_SUBSCRIPTION_ID=${ARM_SUBSCRIPTION_ID:-$(az account show --query id --output tsv)}
  export ARM_SUBSCRIPTION_ID
  # Azure DevOps: what AzureCLI@2 gives with addSpnToEnvironment. Its token lives for some minutes only, so Terraform asks
  # for new ones where it may.
  if [[ -n ${idToken:-} ]]; then
    export ARM_CLIENT_ID=$servicePrincipalId ARM_TENANT_ID=$tenantId
    if [[ -n $(setting SYSTEM_ACCESSTOKEN) && -n ${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:-} ]]; then
      export ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID=$AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
    else
      export ARM_OIDC_TOKEN=$idToken
    fi
  fi
}

# terraform_in <root> <state> <command> [arguments]
terraform_in() {
  local root=$1 state=$2
  shift 2
  TF_DATA_DIR="$work_directory/terraform/$name/$state" \
    terraform -chdir="$stamp_directory/terraform/$root" "$@"
}

# init_root <root> <state>
init_root() {
  local group account container
  group=$(required STATE_RESOURCE_GROUP)
  account=$(required STATE_STORAGE_ACCOUNT)
  container=$(required STATE_CONTAINER)
  sign_in
  mkdir -p "$work_directory/terraform/$name/$2"
  terraform_in "$1" "$2" init -reconfigure -no-color \
    -backend-config="resource_group_name=$group" \
    -backend-config="storage_account_name=$account" \
    -backend-config="container_name=$container" \
    -backend-config="key=$name/$2.tfstate" \
    -backend-config=use_azuread_auth=true \
    -backend-config=use_oidc=true >&2
}

required() {
  local value
  value=$(setting "$1")
  [[ -n $value ]] || fail "Set the variable $1 of the pipeline: where Terraform keeps its state."
  printf '%s' "$value"
}

# variables_file <state> <variables as JSON>
variables_file() {
  local file="$work_directory/terraform/$name/$1.pipeline.tfvars.json"
  printf '%s\n' "$2" >"$file"
  printf '%s' "$file"
}

# plan_root <root> <state> <variables as JSON> [arguments]: a readable plan and the list of its changes.
plan_root() {
  local root=$1 state=$2 file saved
  init_root "$root" "$state"
  file=$(variables_file "$state" "$3")
  saved="$work_directory/terraform/$name/$state.tfplan"
  shift 3
  mkdir -p "$plan_directory"
  terraform_in "$root" "$state" plan -no-color -var-file="$file" -out="$saved" "$@" >&2
  terraform_in "$root" "$state" show -no-color "$saved" >"$plan_directory/$state.txt"
  planned_changes "$root" "$state" >"$plan_directory/$state.changes.json"
}

# What a saved plan does, as a list of resources and actions: the same for the same plan.
planned_changes() {
  terraform_in "$1" "$2" show -json "$work_directory/terraform/$name/$2.tfplan" |
    jq --sort-keys '[.resource_changes[]? | select(.mode == "managed" and .change.actions != ["no-op"]) | {address, actions: .change.actions}] | sort_by(.address)'
}

# Plans again, compares with what was approved, and applies just that.
apply_approved() {
  local root=$1 state=$2 approved="$plan_directory/$2.changes.json" now
  [[ -f $approved ]] || fail "There is no approved plan of $state: run plan.sh first."
  init_root "$root" "$state"
  terraform_in "$root" "$state" plan -no-color -lock-timeout=10m -var-file="$(variables_file "$state" "$3")" \
    -out="$work_directory/terraform/$name/$state.tfplan" >&2
  now=$(planned_changes "$root" "$state")
  if ! diff <(cat "$approved") <(printf '%s\n' "$now") >&2; then
    fail "The plan of $state is not what was approved, see above: run the pipeline again."
  fi
  terraform_in "$root" "$state" apply -no-color -lock-timeout=10m "$work_directory/terraform/$name/$state.tfplan" >&2
}

# apply_root <root> <state> <variables as JSON>
apply_root() {
  init_root "$1" "$2"
  terraform_in "$1" "$2" apply -no-color -auto-approve -lock-timeout=10m -var-file="$(variables_file "$2" "$3")" >&2
}

# destroy_root <root> <state> <variables as JSON>
destroy_root() {
  local left
  init_root "$1" "$2"
  left=$(terraform_in "$1" "$2" show -json | jq '[.. | objects | select(.mode? == "managed")] | length')
  if [[ $left == 0 ]]; then
    say "$2 is not there."
    return
  fi
  terraform_in "$1" "$2" destroy -no-color -auto-approve -lock-timeout=10m -var-file="$(variables_file "$2" "$3")" >&2
}

# root_outputs <root> <state>: its outputs by name; {} before it was applied.
root_outputs() {
  init_root "$1" "$2"
  terraform_in "$1" "$2" output -json | jq --compact-output 'map_values(.value)'
}
