package dev.steergraph.ingest.load;

import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.LoadSettings;
import dev.steergraph.core.stage.Stages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One checksum over what loading takes from the correlations: edges, features, and those settings that the Run node tells of or
 * that say whose features they are. The report, the heatmaps and how often documents were permuted make no difference.
 */
final class LoadFingerprint {

    private static final List<String> READ =
            List.of(PartPaths.CORRELATIONS + "/edges.parquet", PartPaths.CORRELATIONS + "/features.parquet");

    private LoadFingerprint() {}

    /** @throws dev.steergraph.core.UserError if the run is not correlated */
    static String of(RunDirectory run) {
        // Earlier versions took all files together: what was loaded by such a checksum of the same files need not be
        // loaded again.
        String all = run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS);
        List<String> more = more(run);
        return run.stage(Stages.LOAD)
                .filter(loaded -> more.isEmpty() && loaded.hasSettings(new LoadSettings(all)))
                .map(loaded -> all)
                .orElseGet(() -> {
                    List<String> lines = described(run.finished(Stages.CORRELATE));
                    lines.addAll(more);
                    return sha256(lines);
                });
    }

    /** What is known of the features besides; nothing in runs of earlier versions. */
    private static List<String> more(RunDirectory run) {
        List<String> lines = new ArrayList<>();
        run.stage(Stages.LOGIT_LENS).filter(StageState::finished).ifPresent(lens -> lens.parts()
                .forEach(part -> lines.add(part.path() + " " + part.sha256())));
        run.stage(Stages.ENCODE).ifPresent(encoded -> encoded.result().sets().forEach((id, set) -> {
            if (set.neuronpedia() != null) {
                lines.add(id + " neuronpedia " + set.neuronpedia());
            }
        }));
        lines.addAll(RunBands.of(run).lines());
        return lines;
    }

    private static List<String> described(StageState<CorrelateSettings, CorrelateResult> correlated) {
        CorrelateSettings settings = correlated.settings();
        List<String> lines = new ArrayList<>();
        lines.add("threshold " + settings.threshold());
        lines.add("minDocuments " + settings.minDocuments());
        lines.add("minMi " + settings.minMi());
        lines.add("bins " + settings.bins());
        lines.add("source " + settings.basis().name());
        settings.inputs().texts().forEach((name, text) -> lines.add(name + " " + text));
        for (Part part : correlated.parts()) {
            if (READ.contains(part.path())) {
                lines.add(part.path() + " " + part.sha256());
            }
        }
        return lines;
    }

    private static String sha256(List<String> lines) {
        return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
}
