package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gathers the statistics of sets while their codes are made. Parts are taken in order, so that the result is the same
 * whenever a run was stopped and whichever device was faster: what comes out of turn, or was written by an earlier start, is
 * read back from its file when its turn comes.
 */
public final class StatisticsPass {

    private final RunDirectory run;
    private final Map<String, StatisticsBuilder> builders = new LinkedHashMap<>();
    private int next;

    /** @param sets features of each set, by id */
    public StatisticsPass(RunDirectory run, Map<String, Integer> sets) {
        this.run = run;
        sets.forEach((set, features) -> builders.put(set, new StatisticsBuilder(features)));
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
            codes.forEach((set, rows) ->
                    Objects.requireNonNull(builders.get(set), set).add(rows, documents));
            next++;
        }
    }

    /** Takes the parts before this one from their files, as far as they are there. */
    private void catchUp(int part) throws IOException {
        while (next < part && isWritten(next)) {
            for (Map.Entry<String, StatisticsBuilder> entry : builders.entrySet()) {
                CodesFile.Content read =
                        CodesFile.read(List.of(run.file(Stages.ENCODE, PartPaths.codes(entry.getKey(), next))));
                entry.getValue().add(read.codes(), read.document());
            }
            next++;
        }
    }

    private boolean isWritten(int part) throws IOException {
        for (String set : builders.keySet()) {
            if (run.part(Stages.ENCODE, PartPaths.codes(set, part)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** After the last part: writes the statistics and enters them in run.json. */
    public synchronized void finish(int parts, double seconds) throws IOException {
        catchUp(parts);
        if (next != parts) {
            throw new IllegalStateException("codes of part " + next + " of " + parts + " are missing");
        }
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, StatisticsBuilder> entry : builders.entrySet()) {
            String path = PartPaths.features(entry.getKey());
            StatisticsFile.write(run.root().resolve(path), entry.getValue().build());
            paths.add(path);
        }
        run.addParts(Stages.ENCODE, paths, seconds);
    }
}
