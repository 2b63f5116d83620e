package dev.steergraph.core.feature;

import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What encoding left of the features of a hook point. */
public final class EncodedFeatures {

    private EncodedFeatures() {}

    /** The code files of a set, in order. */
    public static List<Path> parts(RunDirectory run, String set) {
        return run.finished(Stages.ENCODE).parts().stream()
                .map(Part::path)
                .filter(path -> path.startsWith(PartPaths.codes(set) + "/part-"))
                .map(run.root()::resolve)
                .toList();
    }

    /** As they were written with the codes; of older runs, which have none, as they are found reading these again. */
    public static FeatureStatistics statistics(RunDirectory run, String set) throws IOException {
        String path = PartPaths.features(set);
        if (run.part(Stages.ENCODE, path).isPresent()) {
            return StatisticsFile.read(run.root().resolve(path));
        }
        StatisticsBuilder builder = null;
        for (Path part : parts(run, set)) {
            CodesFile.Content content = CodesFile.read(List.of(part));
            builder = builder == null ? new StatisticsBuilder(content.codes().dSae()) : builder;
            builder.add(content.codes(), content.document());
        }
        if (builder == null) {
            throw new IllegalStateException("run " + run.root() + " has no codes of " + set);
        }
        return builder.build();
    }

    /** @param tokens of the run's documents */
    public static TopContexts contexts(RunDirectory run, HookPoint hook, String set, DocumentTokens tokens)
            throws IOException {
        return new TopContexts(statistics(run, set), MappedCodes.open(parts(run, set), hook), tokens);
    }
}
