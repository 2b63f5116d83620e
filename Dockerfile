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
RUN groupadd --system --gid 10001 steergraph \
    && useradd --system --uid 10001 --gid steergraph --home-dir /data --create-home steergraph
COPY --from=build /app/lib /app/lib
COPY cli/src/main/shell/launch.sh cli/src/main/shell/container.sh /app/
USER steergraph
WORKDIR /data
VOLUME /data
ENTRYPOINT ["bash", "/app/container.sh"]
CMD ["serve", "--home", "/data"]
# The explorer listens on the container's own 127.0.0.1.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=12 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7070 && printf 'GET /api/health HTTP/1.0\\r\\nHost: 127.0.0.1:7070\\r\\n\\r\\n' >&3 && grep -q '\"up\"' <&3"]
