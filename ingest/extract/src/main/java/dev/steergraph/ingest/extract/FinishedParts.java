package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The parts that an earlier start has finished and that are still what it wrote, with how far each had come. */
final class FinishedParts {

    private final Map<Integer, CorpusPosition> ends;
    private final List<String> damaged;

    private FinishedParts(Map<Integer, CorpusPosition> ends, List<String> damaged) {
        this.ends = ends;
        this.damaged = damaged;
    }

    /**
     * Reads every file of every part and compares it with its checksum.
     *
     * @throws CancellationException if that is wanted
     */
    static FinishedParts verified(RunDirectory run, PartFiles files, Progress progress, BooleanSupplier cancelled)
            throws IOException {
        Map<String, Stage<?, ?>> known = new HashMap<>();
        for (Stage<?, ?> stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
            run.stage(stage).ifPresent(state -> state.parts().forEach(part -> known.put(part.path(), stage)));
        }
        Map<Integer, CorpusPosition> ends = new TreeMap<>();
        List<String> damaged = new ArrayList<>();
        int parts = 0;
        while (known.containsKey(PartPaths.tokens(parts))) {
            parts++;
        }
        if (parts == 0) {
            return new FinishedParts(ends, damaged);
        }
        progress.begin("verify " + parts + " finished parts", parts, "parts");
        for (int number = 0; number < parts; number++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            boolean sound = true;
            for (String path : files.all(number)) {
                Stage<?, ?> stage = known.get(path);
                if (stage == null) {
                    sound = false;
                } else if (run.part(stage, path).isEmpty()) {
                    damaged.add(path);
                    sound = false;
                }
            }
            if (sound) {
                Optional<CorpusPosition> end =
                        CorpusPosition.of(Safetensors.open(run.root().resolve(PartPaths.tokens(number)))
                                .metadata());
                if (end.isPresent()) {
                    ends.put(number, end.get());
                }
            }
            progress.update(number + 1L, "");
        }
        progress.end(damaged.isEmpty() ? "" : "damaged, and made again: " + String.join(", ", damaged));
        return new FinishedParts(ends, damaged);
    }

    /** Whether some files are no longer what was written. */
    boolean hasDamage() {
        return !damaged.isEmpty();
    }

    /** How far a part had come; nothing if it is to be made. */
    Optional<CorpusPosition> end(int number) {
        return Optional.ofNullable(ends.get(number));
    }
}
