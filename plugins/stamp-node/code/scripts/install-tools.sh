#!/usr/bin/env bash
# Makes Terraform of the version below available to later steps, where the stamp is written in it. Bicep comes with the Azure CLI.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

version=1.11.4
archive="terraform_${version}_linux_amd64.zip"
target="$work_directory/tools"

if [[ $infrastructure != terraform ]]; then exit 0; fi
if [[ $(terraform version -json 2>/dev/null | jq -r .terraform_version) == "$version" ]]; then exit 0; fi

mkdir -p "$target"
cd "$target"
for file in "$archive" "terraform_${version}_SHA256SUMS"; do
  curl --silent --show-error --fail --proto '=https' --retry 5 --remote-name "https://releases.hashicorp.com/terraform/$version/$file"
done
grep " $archive\$" "terraform_${version}_SHA256SUMS" | sha256sum --check --quiet
unzip -o -q "$archive" terraform

if [[ -n ${GITHUB_PATH:-} ]]; then
  echo "$target" >>"$GITHUB_PATH"
else
  echo "##vso[task.prependpath]$target"
fi
