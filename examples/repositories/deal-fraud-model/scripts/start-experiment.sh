#!/usr/bin/env bash
# Starts an experiment of Chaos Studio: start-experiment.sh <name>
set -euo pipefail

az rest --method post --uri "https://management.azure.com$(terraform -chdir=infra/stamp output -raw "experiment_$1")/start?api-version=2024-01-01"
