#!/usr/bin/env bash
# Fails when the new release unit burns its budget faster than ten times: watch-error-budget.sh <region> <minutes>
set -euo pipefail

for _ in $(seq "$2"); do
  sleep 60
  curl --fail --silent "https://$1.deal-fraud.example.com/health/budget" | jq --exit-status '.burnRate < 10'
done
