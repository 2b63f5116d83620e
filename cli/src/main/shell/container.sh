#!/usr/bin/env bash
# Runs the steergraph command in the container, where its libraries lie beside this file.
set -euo pipefail

app="$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=launch.sh
source "$app/launch.sh"

find_java
exec "$java" -XX:MaxRAMPercentage=60 "${java_options[@]}" -cp "$app/lib/*" dev.steergraph.cli.Main "$@"
