#!/usr/bin/env bash
# build.sh check: builds the image and asks the container for its health.
# build.sh push: builds it and pushes it to the registry of image.json, tagged by commit; prints what a stamp is changed to.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

registry=$(jq --exit-status --raw-output .registry image.json)
repository=$(jq --exit-status --raw-output .repository image.json)
commit=${GITHUB_SHA:-${BUILD_SOURCEVERSION:-$(git rev-parse HEAD)}}
image="$registry.azurecr.io/$repository:${commit:0:12}"

docker build --pull --tag "$image" .

case ${1:-} in
  check)
    container=$(docker run --detach --publish 127.0.0.1:8080:8080 "$image")
    trap 'docker rm --force "$container" >/dev/null' EXIT
    curl --silent --show-error --fail --retry 10 --retry-delay 1 --retry-all-errors --output /dev/null http://127.0.0.1:8080/health
    ;;
  push)
    az acr login --name "$registry"
    docker push "$image"
    docker inspect --format '{{index .RepoDigests 0}}' "$image"
    ;;
  *)
    echo 'Say check or push.' >&2
    exit 2
    ;;
esac
