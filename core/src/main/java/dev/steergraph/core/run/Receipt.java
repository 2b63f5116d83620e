package dev.steergraph.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a stage has finished since {@code run.json} was last written: a file beside the run's others, so that many can be at
 * work on one run, and that a part costs the same however many there are.
 *
 * @param format always {@code steergraph.receipt}
 * @param version of the format: 1
 * @param settings SHA-256 of the stage's settings; what was made with others is no part of it
 * @param seconds spent
 * @param machine what may change the last bits of a result: instruction set, versions of libraries; empty if it is not told
 * @param files finished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String format,
        int version,
        String stage,
        String settings,
        double seconds,
        Map<String, String> machine,
        List<Part> files) {

    static final String FORMAT = "steergraph.receipt";
    static final int VERSION = 1;

    /** @throws RuntimeException if something is missing */
    public Receipt {
        Objects.requireNonNull(stage, "\"stage\" is missing");
        Objects.requireNonNull(settings, "\"settings\" is missing");
        machine = Map.copyOf(Objects.requireNonNull(machine, "\"machine\" is missing"));
        files = List.copyOf(Objects.requireNonNull(files, "\"files\" is missing"));
        files.forEach(StageEntry::check);
    }
}
