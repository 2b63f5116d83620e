package dev.steergraph.core.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * A stage as {@code run.json} has it. What it says is written back as it was read, known or not.
 *
 * @param settings everything that decides its result, checksums of its inputs included: texts, ordered by name
 * @param finished whether all its parts are there
 * @param seconds time spent in it, over all starts
 * @param parts finished files, ordered by path
 * @param report its result, ordered by name; empty if there is none yet
 */
public record StageEntry(ObjectNode settings, boolean finished, double seconds, List<Part> parts, ObjectNode report) {

    /** @throws RuntimeException if something is missing, or a part lies outside the run */
    public StageEntry {
        Objects.requireNonNull(settings, "\"settings\" of a stage is missing");
        report = Objects.requireNonNullElseGet(report, () -> JsonNodeFactory.instance.objectNode());
        parts = List.copyOf(Objects.requireNonNull(parts, "\"parts\" of a stage is missing"));
        parts.forEach(StageEntry::check);
    }

    static void check(Part part) {
        String path = Objects.requireNonNull(part.path(), "a part has no \"path\"");
        if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.indexOf(0) >= 0 || part.bytes() < 0) {
            throw new IllegalArgumentException(
                    "no file of a run is called \"" + path + "\" and has " + part.bytes() + " bytes");
        }
    }

    static StageEntry begun(ObjectNode settings) {
        return new StageEntry(settings, false, 0, List.of(), JsonNodeFactory.instance.objectNode());
    }

    StageEntry withParts(List<Part> others, boolean isFinished, double moreSeconds) {
        return new StageEntry(settings, isFinished, seconds + moreSeconds, others, report);
    }

    StageEntry withReport(ObjectNode found, boolean isFinished, double moreSeconds) {
        return new StageEntry(settings, isFinished, seconds + moreSeconds, parts, found);
    }
}
