# What only the run can know: whether a stamp takes traffic. Front Door refuses a route that leads nowhere.
# shellcheck shell=bash disable=SC2034,SC2154
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

front_door=$(fact .plan.azureNames.frontDoor)
group_exists=$(az group exists --name "$resource_group")
has_stamp=false
# Before the last stamp is drained its route must go.
if [[ $group_exists == true && $(setting WITHOUT_ROUTE) != true ]]; then
  enabled=$(
    az resource list --resource-group "$resource_group" --name "$front_door" --resource-type Microsoft.Cdn/profiles --query 'length(@)' --output tsv
  )
  if [[ $enabled != 0 ]]; then
    enabled=$(
      az afd origin list --resource-group "$resource_group" --profile-name "$front_door" --origin-group-name stamps \
        --query "length([?enabledState=='Enabled'])" --output tsv
    )
    [[ $enabled == 0 ]] || has_stamp=true
  fi
fi

if [[ $infrastructure == terraform ]]; then
  variables="{\"has_stamp\": $has_stamp}"
else
  variables="{\"hasStamp\": $has_stamp}"
fi
