package dev.steergraph.ingest.extract.machine;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;

/** Versions that a run depends on. */
public final class Libraries {

    private Libraries() {}

    /** What may change the last bits of a result. */
    public static Map<String, String> machine() {
        Map<String, String> machine = new TreeMap<>();
        machine.put("pytorch", Engine.getInstance().getVersion());
        machine.put("instructions", InstructionSet.used());
        return machine;
    }

    public static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("pytorch", Engine.getInstance().getVersion());
        return versions;
    }
}
