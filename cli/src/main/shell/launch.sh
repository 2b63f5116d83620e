# shellcheck shell=bash
# What every start of SteerGraph has in common; sourced by ./steergraph, bench/run and the container's entrypoint.

# PyTorch's threads give way while ours work, instead of spinning.
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
# PyTorch frees and asks again for the same large blocks; giving them back to the system in between costs more than the
# products do.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-4294967296}" \
    MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-8589934592}" MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-67108864}"
# oneDNN keeps a compiled product for each shape that it has seen, 1,024 at most; batches have ever new shapes, and few are
# seen again soon.
export ONEDNN_PRIMITIVE_CACHE_CAPACITY="${ONEDNN_PRIMITIVE_CACHE_CAPACITY:-64}" LRU_CACHE_CAPACITY="${LRU_CACHE_CAPACITY:-64}"

# Where the locale knows only ASCII, Java would not find files whose names have other letters.
if [ "$(locale charmap 2>/dev/null)" = ANSI_X3.4-1968 ] && [ "$(LC_ALL=C.UTF-8 locale charmap 2>/dev/null)" = UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi

# fail MESSAGE: one sentence, and the exit code of a user's mistake.
fail() {
    echo "steergraph: $1" >&2
    exit 2
}

# Prints the release of a Java, such as 17: from the file beside it where there is one, which takes no time.
java_release() {
    local path release=""
    path="$(readlink -f "$(command -v "$1")")"
    path="${path%/bin/java}/release"
    [ ! -r "$path" ] || release="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$path")"
    [ -n "$release" ] || release="$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)"
    echo "${release:-0}"
}

# Sets java, its release, what only some releases know (release_options), and the options of every start (java_options).
find_java() {
    java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
    command -v "$java" >/dev/null || fail "no java found; install a JDK 17 or later, or set JAVA_HOME"
    release="$(java_release "$java")"
    [ "$release" -ge 17 ] || fail "$java is too old; install a JDK 17 or later, or set JAVA_HOME"
    release_options=()
    # PyTorch, the tokenizers and Lucene call native code; later releases warn of that unless they are told to expect it.
    [ "$release" -lt 21 ] || release_options+=(--enable-native-access=ALL-UNNAMED)
    # Neo4j and Netty use sun.misc.Unsafe, of which later releases warn likewise.
    [ "$release" -lt 23 ] || release_options+=(--sun-misc-unsafe-memory-access=allow)
    java_options=(-XX:+UseParallelGC -Djava.awt.headless=true
        -DOPT_OUT_TRACKING=true -Dai.djl.offline=true -Dfile.encoding=UTF-8
        --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
        --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
        ${release_options[@]+"${release_options[@]}"})
}

# stale ROOT BUILT [MODULE]: whether something that ships has changed since BUILT, in any module but MODULE, however deep it
# lies. Folders count as well, since they change when a file in them goes.
stale() (
    cd "$1"
    [ ! -f "$2" ] || [ -n "$(find . \( -path ./.git -o -path "./${3:-.git}" -o -path '*/src/test' \
        -o \( -name target ! -path '*/src/*' \) \) -prune -o \
        \( -name pom.xml -o -path '*/src/main/*' -o -path './cypher/*' \) -newer "$2" -print -quit)" ]
)

# build OPTIONS: packages modules, without tests.
build() {
    command -v mvn >/dev/null || fail "no mvn found; install Maven 3.8 or later to build"
    echo "Building SteerGraph (first use, or sources have changed) ..." >&2
    MAVEN_OPTS="${MAVEN_OPTS:-} ${release_options[*]-}" mvn -q -B -Dstyle.color=never -DskipTests package "$@" >&2
}
