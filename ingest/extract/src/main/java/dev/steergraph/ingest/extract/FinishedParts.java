package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The parts that an earlier start has finished and that are still what it wrote, with how far each had come. */
final class FinishedParts {

    private final Map<Integer, CorpusPosition> ends;
    private final List<String> damaged;
    private final int past;

    private FinishedParts(Map<Integer, CorpusPosition> ends, List<String> damaged, int past) {
        this.ends = ends;
        this.damaged = damaged;
        this.past = past;
    }

    /** With all parts as finished that are not in a share. */
    FinishedParts in(Share share, ExtractPlan plan) {
        Map<Integer, CorpusPosition> others = new HashMap<>(ends);
        int last = -1;
        for (int part = 0; part < plan.parts(); part++) {
            if (share.holds(part, plan.parts())) {
                last = part;
            } else {
                others.put(part, plan.end(part));
            }
        }
        return new FinishedParts(others, damaged, last + 1);
    }

    /** The number after the last part that is wanted. */
    int past() {
        return past;
    }

    /**
     * Reads every file of the parts, several at a time, and compares it with its checksum.
     *
     * @param wanted which parts are looked at
     * @throws CancellationException if that is wanted
     */
    static FinishedParts verified(
            RunDirectory run, PartFiles files, IntPredicate wanted, Progress progress, BooleanSupplier cancelled)
            throws IOException {
        Map<String, Stage<?, ?>> known = new HashMap<>();
        for (Stage<?, ?> stage : List.of(Stages.EXTRACT, Stages.ENCODE)) {
            run.stage(stage).ifPresent(state -> state.parts().forEach(part -> known.put(part.path(), stage)));
        }
        int[] numbers = numbers(known).filter(wanted).toArray();
        if (numbers.length == 0) {
            return new FinishedParts(Map.of(), List.of(), Integer.MAX_VALUE);
        }
        progress.begin("verify " + numbers.length + " finished parts", numbers.length, "parts");
        Map<Integer, CorpusPosition> ends = new ConcurrentHashMap<>();
        Map<Integer, List<String>> damaged = new ConcurrentSkipListMap<>();
        AtomicLong done = new AtomicLong();
        try {
            IntStream.of(numbers).parallel().forEach(number -> {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                verify(run, files.all(number), known, number, ends, damaged);
                progress.update(done.incrementAndGet(), "");
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<String> all = damaged.values().stream().flatMap(List::stream).toList();
        progress.end(all.isEmpty() ? "" : "damaged, and made again: " + String.join(", ", all));
        return new FinishedParts(ends, all, Integer.MAX_VALUE);
    }

    /** Of which parts there are tokens. */
    private static IntStream numbers(Map<String, Stage<?, ?>> known) {
        return known.keySet().stream()
                .flatMapToInt(path -> PartPaths.number(path).stream())
                .filter(number -> known.containsKey(PartPaths.tokens(number)))
                .distinct()
                .sorted();
    }

    private static void verify(
            RunDirectory run,
            List<String> files,
            Map<String, Stage<?, ?>> known,
            int number,
            Map<Integer, CorpusPosition> ends,
            Map<Integer, List<String>> damaged) {
        try {
            boolean whole = true;
            List<String> faulty = new ArrayList<>();
            for (String path : files) {
                Stage<?, ?> stage = known.get(path);
                whole &= stage != null;
                if (stage != null && run.part(stage, path).isEmpty()) {
                    faulty.add(path);
                }
            }
            if (!faulty.isEmpty()) {
                damaged.put(number, faulty);
            } else if (whole) {
                CorpusPosition.of(Safetensors.open(run.root().resolve(PartPaths.tokens(number)))
                                .metadata())
                        .ifPresent(end -> ends.put(number, end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that are no longer what was written. */
    List<String> damaged() {
        return damaged;
    }

    /** Whether some files are no longer what was written. */
    boolean hasDamage() {
        return !damaged.isEmpty();
    }

    /** What one of them has recorded of its corpus; "" if there is none. */
    String digest() {
        return ends.values().stream().map(CorpusPosition::digest).findAny().orElse("");
    }

    /** Rows up to the end of the last part that is there. */
    long rows() {
        return ends.values().stream().mapToLong(CorpusPosition::rows).max().orElse(0);
    }

    /** How far a part had come; nothing if it is to be made. */
    Optional<CorpusPosition> end(int number) {
        return Optional.ofNullable(ends.get(number));
    }
}
