#!/usr/bin/env bash
# Asks a stamp for one score: score.sh <stamp>
set -euo pipefail

curl --fail --silent "https://$1.deal-fraud.example.com/health/ready"
curl --fail --silent --json '{"amount": 10}' "https://$1.deal-fraud.example.com/score" | jq --exit-status '.score >= 0'
