#!/usr/bin/env bash
# What a run would do to what all stamps of the workload share. Changes nothing and needs rights to read only.
# shellcheck source-path=SCRIPTDIR source=global-variables.sh
source "$(dirname "${BASH_SOURCE[0]}")/global-variables.sh"

rm -rf "$plan_directory"
mkdir -p "$plan_directory"
if [[ $infrastructure == terraform ]]; then
  # Whoever may only read cannot take the lock of a state.
  plan_root global global "$variables" -lock=false
else
  plan_root global global "$variables"
fi
jq -r 'if length == 0 then "No changes." else (.[] | "- \(.actions | join(", ")): `\(.address)`") end' \
  "$plan_directory/global.changes.json" >"$plan_directory/summary.md"
cat "$plan_directory/summary.md" >&2
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  cat "$plan_directory/summary.md" >>"$GITHUB_STEP_SUMMARY"
elif [[ -n ${TF_BUILD:-} ]]; then
  echo "##vso[task.uploadsummary]$plan_directory/summary.md"
fi
