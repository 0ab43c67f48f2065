#!/usr/bin/env bash
# Sends a share of a region's requests to its new release unit: shift-traffic.sh <region> <percent>
set -euo pipefail

az afd origin update --profile-name afd-deal-fraud --resource-group rg-deal-fraud-global \
  --origin-group-name "score-$1" --origin-name next --weight "$(($2 * 10 + 1))"
