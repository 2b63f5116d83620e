package dev.steergraph.ingest.extract;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;

/** Versions that a run depends on. */
final class Libraries {

    private Libraries() {}

    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("pytorch", Engine.getInstance().getVersion());
        return versions;
    }
}
