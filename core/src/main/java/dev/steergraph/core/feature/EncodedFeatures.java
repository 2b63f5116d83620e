package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What encoding left of the features of a hook point. */
public final class EncodedFeatures {

    private EncodedFeatures() {}

    /**
     * The code files of a set, in order.
     *
     * @throws UserError if one of them is damaged
     */
    public static List<Path> parts(RunDirectory run, String set) throws IOException {
        run.finished(Stages.ENCODE);
        return run.files(Stages.ENCODE, PartPaths.codes(set) + "/part-");
    }

    /**
     * The codes of a set, as many rows and features as run.json says.
     *
     * @throws UserError if a file is damaged, or they contradict each other or run.json
     */
    public static MappedCodes codes(RunDirectory run, HookPoint hook, String set) throws IOException {
        MappedCodes codes = MappedCodes.open(parts(run, set), hook);
        long rows = run.finished(Stages.EXTRACT).result().rows();
        EncodedSet encoded = run.finished(Stages.ENCODE).result().sets().get(set);
        if (codes.rows() != rows || encoded != null && codes.dSae() != encoded.dSae()) {
            throw new UserError("The codes of " + set + " in run " + run.root() + " have " + codes.rows() + " rows of "
                    + codes.dSae() + " features, run.json says " + rows + " of "
                    + (encoded == null ? codes.dSae() : encoded.dSae()) + "; encode the run again.");
        }
        return codes;
    }

    /** As they were written with the codes; of older runs, which have none, as they are found reading these again. */
    public static FeatureStatistics statistics(RunDirectory run, HookPoint hook, String set) throws IOException {
        String path = PartPaths.features(set);
        MappedCodes codes = codes(run, hook, set);
        if (run.has(Stages.ENCODE, path)) {
            Path file = run.file(Stages.ENCODE, path);
            FeatureStatistics statistics = StatisticsFile.read(file);
            if (statistics.rows() != codes.rows() || statistics.features() != codes.dSae()) {
                throw new UserError(file + " is of " + statistics.rows() + " rows and " + statistics.features()
                        + " features, the codes have " + codes.rows() + " and " + codes.dSae()
                        + "; encode the run again.");
            }
            return statistics;
        }
        StatisticsBuilder builder = new StatisticsBuilder(codes.dSae());
        for (Path part : parts(run, set)) {
            CodesFile.Content content = CodesFile.read(List.of(part));
            builder.add(content.codes(), content.document());
        }
        return builder.build();
    }

    /** @param tokens of the run's documents */
    public static TopContexts contexts(RunDirectory run, HookPoint hook, String set, DocumentTokens tokens)
            throws IOException {
        return new TopContexts(statistics(run, hook, set), codes(run, hook, set), tokens);
    }
}
