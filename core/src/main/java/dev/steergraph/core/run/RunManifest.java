package dev.steergraph.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.id.RunId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code run.json}.
 *
 * @param format always {@code steergraph.run}
 * @param version of the format: 1
 * @param run the run's id
 * @param created ISO-8601 instant
 * @param model null before extraction
 * @param corpus null before extraction
 * @param stages by name, in order of their first start
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunManifest(
        String format,
        int version,
        String run,
        String created,
        @Nullable ModelDescription model,
        @Nullable CorpusDescription corpus,
        Map<String, String> libraries,
        Map<String, StageEntry> stages) {

    static final String FORMAT = "steergraph.run";
    static final int VERSION = 1;

    /** @throws RuntimeException if a file of this format and version lacks what all have */
    RunManifest {
        if (FORMAT.equals(format) && version == VERSION) {
            new RunId(Objects.requireNonNull(run, "\"run\" is missing"));
            Objects.requireNonNull(created, "\"created\" is missing");
            Objects.requireNonNull(stages, "\"stages\" is missing")
                    .forEach((name, stage) -> Objects.requireNonNull(stage, "stage \"" + name + "\" is null"));
            if (model != null) {
                Objects.requireNonNull(model.id(), "\"id\" of \"model\" is missing");
            }
            if (corpus != null) {
                Objects.requireNonNull(corpus.name(), "\"name\" of \"corpus\" is missing");
            }
        }
    }
}
