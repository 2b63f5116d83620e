package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.store.Stages;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.ingest.feature.FeatureStatistics;
import dev.steergraph.ingest.feature.StatisticsBuilder;
import dev.steergraph.ingest.feature.StatisticsFile;
import dev.steergraph.ingest.load.TopContexts;
import dev.steergraph.ingest.store.CodesFile;
import dev.steergraph.ingest.store.MappedCodes;
import dev.steergraph.ingest.store.Part;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What encoding left of the features of a hook point. */
final class EncodedFeatures {

    private EncodedFeatures() {}

    /** The code files of a set, in order. */
    static List<Path> parts(RunDirectory run, String set) {
        return run.finished(Stages.ENCODE, "steergraph encode").parts().stream()
                .map(Part::path)
                .filter(path -> path.startsWith(PartPaths.codes(set) + "/part-"))
                .map(run.root()::resolve)
                .toList();
    }

    /** As they were written with the codes; of older runs, which have none, as they are found reading these again. */
    static FeatureStatistics statistics(RunDirectory run, HookPoint hook, String set) throws IOException {
        String path = PartPaths.features(set);
        if (run.part(Stages.ENCODE, path).isPresent()) {
            return StatisticsFile.read(run.root().resolve(path));
        }
        StatisticsBuilder builder = null;
        for (Path part : parts(run, set)) {
            CodesFile.Content content = CodesFile.read(List.of(part), hook);
            builder = builder == null ? new StatisticsBuilder(content.codes().dSae()) : builder;
            builder.add(content.codes(), content.document());
        }
        if (builder == null) {
            throw new IllegalStateException("run " + run.root() + " has no codes of " + set);
        }
        return builder.build();
    }

    /** @param documentStart int[documents + 1], first row of each document */
    static TopContexts contexts(RunDirectory run, HookPoint hook, String set, int[] documentStart) throws IOException {
        return new TopContexts(statistics(run, hook, set), MappedCodes.open(parts(run, set), hook), documentStart);
    }
}
