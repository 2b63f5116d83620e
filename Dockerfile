# SteerGraph with everything that it needs at run time. Build: docker build -t steergraph .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY cypher cypher
COPY ingest ingest
COPY analytics analytics
COPY web web
COPY cli cli
COPY bench bench
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -ntp -DskipTests package \
    && mkdir -p /app/lib \
    && tr ':' '\n' < cli/target/dependencies | xargs -I{} cp {} /app/lib/ \
    && cp cli/target/steergraph-cli-*.jar /app/lib/

FROM eclipse-temurin:17-jre
RUN groupadd --system --gid 10001 steergraph \
    && useradd --system --uid 10001 --gid steergraph --create-home steergraph \
    && mkdir /data && chown steergraph:steergraph /data
COPY --from=build /app/lib /app/lib
COPY --chmod=0755 docker/steergraph /usr/local/bin/steergraph
USER steergraph
VOLUME /data
EXPOSE 7070
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=12 \
    CMD ["steergraph", "healthy"]
ENTRYPOINT ["steergraph"]
CMD ["--help"]
