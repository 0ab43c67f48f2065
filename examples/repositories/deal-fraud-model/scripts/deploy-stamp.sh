#!/usr/bin/env bash
# Brings a release to a stamp: deploy-stamp.sh <environment> <region> <version>
set -euo pipefail

terraform -chdir=infra/stamp init -backend-config="key=$1-$2.tfstate"
terraform -chdir=infra/stamp apply -auto-approve -var "environment=$1" -var "region=$2" -var "release=$3"
