#!/usr/bin/env bash
# Deploys what all stamps of the workload share, as it was approved.
# shellcheck source-path=SCRIPTDIR source=global-variables.sh
source "$(dirname "${BASH_SOURCE[0]}")/global-variables.sh"

apply_approved global global "$variables"
