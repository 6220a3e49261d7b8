#!/usr/bin/env bash
# Builds both images, runs the serving one as a non-root user, and requests /health and a prediction.
#   containers/build.sh [MODEL]       MODEL: a model folder, else models/production; it is mounted, never copied into an image
# Uses docker or podman with the pinned base; else, as root, buildah with a base that mmdebstrap makes. BASE: another base image;
# TORCH_INDEX: an index of torch's CPU wheels; IMAGES: the images to build.
set -euo pipefail
cd "$(dirname "$0")/.."
model=${1:-models/production}
user=10001:10001
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
port=${SERVE_PORT:-8000}
work=$(mktemp -d)
running=""
volumes=()

finish() {
  [ -z "$running" ] || stop
  rm -rf "$work"
}
trap finish EXIT

tool() {
  local name
  for name in docker podman; do
    if "$name" info > /dev/null 2>&1; then echo "$name"; return; fi
  done
  command -v buildah > /dev/null || { echo "none of docker, podman and buildah is available" >&2; exit 2; }
  echo buildah
}

# A Debian base with Python, from the package sources of this machine; their addresses are not stored in the image.
make_base() {
  local sources container
  mapfile -t sources < <(find /etc/apt/sources.list /etc/apt/sources.list.d \( -name '*.list' -o -name '*.sources' \) 2> /dev/null)
  mmdebstrap --quiet --variant=apt --include=ca-certificates,git,python3,python3-venv \
    --customize-hook='rm -rf "$1"/etc/apt/sources.list* "$1"/etc/apt/auth.conf.d "$1"/etc/hostname "$1"/etc/resolv.conf "$1"/var/log/*' \
    "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$work/base.tar" "${sources[@]}"
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$work/base.tar" / > /dev/null
  buildah commit --quiet --rm "$container" localhost/retrain-base > /dev/null
}

# pip's configuration on this machine, as a file.
pip_configuration() {
  echo "[global]"
  pip config list 2> /dev/null | sed -nE "s/^(global|:env:)\.(cert|index-url|extra-index-url|find-links|constraint|trusted-host)=/\2=/p" |
    tr -d "'" | awk -F = '!seen[$1]++' | sed -E "s#^cert=.*#cert=/run/certificates.pem#"
}

# Mounts the folders that this configuration names while buildah builds, under numbers; longer paths first.
mount_packages() {
  local folder
  for folder in $(grep -oE '(file://)?/[^ ]+' "$work/pip.conf" | sed -E 's#^file://##; s#/simple$##' | sort -ru); do
    [ -e "$folder" ] || continue
    sed -i "s#$folder#/run/packages/${#volumes[@]}#g" "$work/pip.conf"
    volumes+=("--volume=$folder:/run/packages/${#volumes[@]}:ro")
  done
}

build() {
  local arguments=(--file "containers/$1/Dockerfile" --tag "localhost/retrain-$1:$version" --secret "id=pip,src=$work/pip.conf"
    --secret "id=certificates,src=$work/certificates.pem" --build-arg "TORCH_INDEX=${TORCH_INDEX:-}")
  [ -z "${BASE:-}" ] || arguments+=(--build-arg "BASE=$BASE")
  if [ "$tool" = buildah ]; then
    buildah build --quiet --isolation chroot --network host --format docker "${volumes[@]}" "${arguments[@]}" . > /dev/null
  else
    "$tool" build --quiet "${arguments[@]}" . > /dev/null
  fi
}

# Starts the service with a copy of the model that the image's user can read; `running` identifies it.
start() {
  cp -rL "$model" "$work/model"
  chmod -R a+rX "$work" "$work/model"
  if [ "$tool" = buildah ]; then
    container=$(buildah from --pull-never "localhost/retrain-serving:$version")
    buildah run --isolation chroot --network host --user "$user" --env SERVE_HOST=127.0.0.1 --env "SERVE_PORT=$port" \
      --volume "$work/model:/model:ro" "$container" -- retrain serve > "$work/log" 2>&1 &
    running=$!
  else
    running=$("$tool" run --detach --rm --publish "127.0.0.1:$port:8000" --volume "$work/model:/model:ro" "localhost/retrain-serving:$version")
  fi
}

stop() {
  if [ "$tool" = buildah ]; then
    kill -- "$running" 2> /dev/null || true
    wait "$running" 2> /dev/null || true
    buildah rm "$container" > /dev/null
  else
    "$tool" stop "$running" > /dev/null
  fi
  running=""
}

# Requests a prediction of the first golden record, within 30 seconds, and compares it with the stored one.
check_prediction() {
  echo "GET /health"
  curl --silent --show-error --fail --retry 30 --retry-delay 1 --retry-all-errors "http://127.0.0.1:$port/health" 2> "$work/curl" ||
    { cat "$work/curl" "$work/log" >&2; exit 1; }
  echo && echo "POST /predict"
  head -n 1 "$model/golden.jsonl" | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["record"]))' |
    curl --silent --show-error --fail-with-body --header "Content-Type: application/json" --data @- "http://127.0.0.1:$port/predict" |
    tee "$work/response"
  echo
  python3 - "$model/golden.jsonl" "$work/response" << 'END'
import json, sys

golden, response = (json.loads(open(file).readline()) for file in sys.argv[1:])
if (response["label"], response["confidence"]) != (golden["prediction"], golden["confidence"]):
    sys.exit(f"the image predicts {response}, the golden record has {golden}")
END
}

[ -f "$model/manifest.json" ] || { echo "$model is not a model folder; promote a model first, or name another folder" >&2; exit 2; }
tool=$(tool)
pip_configuration > "$work/pip.conf"
cp "$(pip config get :env:.cert 2> /dev/null || pip config get global.cert 2> /dev/null || echo /dev/null)" "$work/certificates.pem"
echo "with $tool"
[ "$tool" != buildah ] || mount_packages
if [ "$tool" = buildah ] && [ -z "${BASE:-}" ]; then make_base; BASE=localhost/retrain-base; fi
for image in ${IMAGES:-serving training}; do
  build "$image"
  echo "built retrain-$image:$version"
done
start
check_prediction
stop
echo "the serving image, as user $user, predicted what the model predicted when it was trained"
