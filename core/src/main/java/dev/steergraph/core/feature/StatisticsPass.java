package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Gathers the statistics of sets while their codes are made. Parts are taken in order, so that the result is the same
 * whenever a run was stopped and whichever device was faster: what comes out of turn, or was written by an earlier start, is
 * read back from its file when its turn comes. Segments of {@value #SEGMENT} parts begin from nothing and are joined in order,
 * so that several can be read at a time, here or elsewhere, for the same result.
 */
public final class StatisticsPass {

    /** Parts of a segment. */
    static final int SEGMENT = 256;

    private final RunDirectory run;
    private final Map<String, Integer> sets;
    private final int segment;
    private final Map<String, StatisticsBuilder> whole = new LinkedHashMap<>();
    private Map<String, StatisticsBuilder> current = Map.of();
    private int next;

    /** @param sets features of each set, by id */
    public StatisticsPass(RunDirectory run, Map<String, Integer> sets) {
        this(run, sets, SEGMENT);
    }

    StatisticsPass(RunDirectory run, Map<String, Integer> sets, int segment) {
        this.run = run;
        this.sets = Map.copyOf(sets);
        this.segment = segment;
    }

    /**
     * A part has been written.
     *
     * @param codes by set
     * @param documents int[rows]
     */
    public synchronized void add(int part, Map<String, Codes> codes, int[] documents) throws IOException {
        catchUp(part);
        if (part == next) {
            begin();
            codes.forEach(
                    (set, rows) -> Objects.requireNonNull(current.get(set), set).add(rows, documents));
            next++;
        }
    }

    /** Joins a segment that is over, and begins one where the next part does. */
    private void begin() {
        if (next % segment == 0) {
            join(current);
            current = builders(next > 0);
        }
    }

    private Map<String, StatisticsBuilder> builders(boolean follow) {
        Map<String, StatisticsBuilder> builders = new LinkedHashMap<>();
        sets.forEach((set, features) -> builders.put(set, new StatisticsBuilder(features, follow)));
        return builders;
    }

    private void join(Map<String, StatisticsBuilder> following) {
        following.forEach((set, builder) -> {
            StatisticsBuilder before = whole.putIfAbsent(set, builder);
            if (before != null) {
                before.join(builder);
            }
        });
    }

    /** Takes the parts before this one from their files, as far as they are there. */
    private void catchUp(int part) throws IOException {
        while (next < part && isWritten(next)) {
            begin();
            read(next, current);
            next++;
        }
    }

    private void read(int part, Map<String, StatisticsBuilder> into) throws IOException {
        for (Map.Entry<String, StatisticsBuilder> entry : into.entrySet()) {
            CodesFile.Content read =
                    CodesFile.read(List.of(run.file(Stages.ENCODE, PartPaths.codes(entry.getKey(), part))));
            entry.getValue().add(read.codes(), read.document());
        }
    }

    private boolean isWritten(int part) throws IOException {
        for (String set : sets.keySet()) {
            if (run.part(Stages.ENCODE, PartPaths.codes(set, part)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whole segments that nobody has taken yet, several at a time. */
    private void catchUpSegments(int parts) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        while (next % segment == 0 && parts - next >= 2L * segment) {
            int from = next;
            int count = Math.min(threads, (parts - from) / segment);
            join(current);
            current = Map.of();
            try {
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(i -> segment(from + i * segment))
                        .toList()
                        .forEach(this::join);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            next += count * segment;
        }
    }

    private Map<String, StatisticsBuilder> segment(int from) {
        Map<String, StatisticsBuilder> builders = builders(from > 0);
        try {
            for (int part = from; part < from + segment; part++) {
                read(part, builders);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builders;
    }

    /** After the last part: writes the statistics and enters them in run.json. */
    public synchronized void finish(int parts, double seconds) throws IOException {
        catchUp(Math.min(parts, (next + segment - 1) / segment * segment));
        catchUpSegments(parts);
        catchUp(parts);
        if (next != parts) {
            throw new IllegalStateException("codes of part " + next + " of " + parts + " are missing");
        }
        join(current);
        current = Map.of();
        List<String> paths = new ArrayList<>();
        for (String set : sets.keySet().stream().sorted().toList()) {
            String path = PartPaths.features(set);
            StatisticsBuilder builder = whole.getOrDefault(set, new StatisticsBuilder(sets.getOrDefault(set, 0)));
            StatisticsFile.write(run.root().resolve(path), builder.build());
            paths.add(path);
        }
        run.addParts(Stages.ENCODE, paths, seconds);
    }
}
