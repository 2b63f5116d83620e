package dev.steergraph.analytics.neo4j;

import java.nio.file.Path;

/** Where the embedded database keeps what. */
record EmbeddedFiles(Path home) {

    /** Neo4j's own home: data, logs, plugins. */
    Path neo4j() {
        return home.resolve("neo4j");
    }

    Path plugins() {
        return neo4j().resolve("plugins");
    }

    Path password() {
        return home.resolve("neo4j-password");
    }

    Path bolt() {
        return home.resolve("neo4j-bolt.json");
    }

    Path startLock() {
        return home.resolve("neo4j-start.lock");
    }
}
