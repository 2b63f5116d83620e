# SteerGraph with everything that it needs at run time: docker build -t steergraph .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/maven \
    mvn -Dmaven.repo.local=/maven -q -B -ntp -DskipTests package -pl cli -am \
    && mkdir -p /app/lib \
    && tr ':' '\n' < cli/target/dependencies | xargs -I{} cp {} /app/lib/ \
    && cp cli/target/steergraph-cli-*.jar /app/lib/

FROM eclipse-temurin:17-jre
# As the launcher (./steergraph) sets them.
ENV OMP_WAIT_POLICY=PASSIVE \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=4294967296 \
    MALLOC_TRIM_THRESHOLD_=8589934592 \
    MALLOC_TOP_PAD_=67108864 \
    ONEDNN_PRIMITIVE_CACHE_CAPACITY=64 \
    LRU_CACHE_CAPACITY=64
RUN groupadd --system --gid 10001 steergraph \
    && useradd --system --uid 10001 --gid steergraph --home-dir /data --create-home steergraph
COPY --from=build /app/lib /app/lib
USER steergraph
WORKDIR /data
VOLUME /data
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseParallelGC", "-Djava.awt.headless=true", "-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true", "-Dfile.encoding=UTF-8", \
    "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED", \
    "--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", \
    "-cp", "/app/lib/*", "dev.steergraph.cli.Main"]
CMD ["serve", "--home", "/data"]
# The explorer listens on the container's own 127.0.0.1.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=12 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7070 && printf 'GET /api/health HTTP/1.0\\r\\nHost: 127.0.0.1:7070\\r\\n\\r\\n' >&3 && grep -q '\"up\"' <&3"]
