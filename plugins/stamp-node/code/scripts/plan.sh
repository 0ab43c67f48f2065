#!/usr/bin/env bash
# What a run would do, for whoever approves it. Changes nothing and needs rights to read only.
# shellcheck source-path=SCRIPTDIR source=stamp.sh
source "$(dirname "${BASH_SOURCE[0]}")/stamp.sh"

rm -rf "$plan_directory"
mkdir -p "$plan_directory"

state=$(traffic_state)
live=$(jq -r .live.unit <<<"$state")
next=$(next_unit "$state")

if [[ $infrastructure == terraform ]]; then
  # Whoever may only read cannot take the lock of a state.
  read_only=(-lock=false)
else
  read_only=()
fi

summary="$plan_directory/summary.md"
{
  echo "# $name"
  echo
  if [[ $lifecycle == draining ]]; then
    echo 'Traffic goes to 0. Once somebody approves again, everything of this stamp is destroyed.'
  elif [[ -z $next ]]; then
    echo "Unit $live runs this version already: no new unit, only the foundation and the stamp's weight."
  elif [[ -z $live ]]; then
    echo "First release: unit $next."
  else
    echo "Unit $live serves. Unit $next is deployed beside it and takes 10, 50 and 100 percent of the traffic."
  fi
} >"$summary"

if [[ $lifecycle != draining ]]; then
  plan_root foundation foundation '{}' "${read_only[@]}"
  if [[ -n $next && $(az group exists --name "$resource_group") == true ]]; then
    plan_root release "release-$next" "{\"unit\": \"$next\"}" "${read_only[@]}"
  fi
fi

for changes in "$plan_directory"/*.changes.json; do
  [[ -f $changes ]] || continue
  {
    echo
    echo "## $(basename "$changes" .changes.json)"
    echo
    jq -r 'if length == 0 then "No changes." else (.[] | "- \(.actions | join(", ")): `\(.address)`") end' "$changes"
  } >>"$summary"
done

cat "$summary" >&2
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  cat "$summary" >>"$GITHUB_STEP_SUMMARY"
elif [[ -n ${TF_BUILD:-} ]]; then
  echo "##vso[task.uploadsummary]$summary"
fi
