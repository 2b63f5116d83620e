package dev.steergraph.ingest.extract;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.CorpusDescription;
import dev.steergraph.core.run.ModelDescription;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.extract.machine.Libraries;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run says of itself once all its parts are there. */
record ExtractEnd(RunDirectory run, ExtractJob job, CorpusPosition end, RowTally tally) {

    /** Describes the run and ends the stage. */
    void finish(double seconds) throws IOException {
        Map<HookPoint, Integer> widths = new TreeMap<>();
        job.hooks().stream()
                .filter(hook -> job.info().width(hook) != job.info().dModel())
                .forEach(hook -> widths.put(hook, job.info().width(hook)));
        run.describe(
                new ModelDescription(
                        job.info().id(),
                        job.info().architecture(),
                        job.info().dModel(),
                        job.info().layers(),
                        Sha256.of(run.root().resolve(PartPaths.TOKENIZER)),
                        widths),
                new CorpusDescription(job.corpus().name(), end.documents(), tally.rows()),
                Libraries.versions());
        run.finish(Stages.EXTRACT, seconds, result());
    }

    private ExtractResult result() {
        Map<HookPoint, String> activations = new TreeMap<>();
        for (HookPoint hook : job.hooks()) {
            activations.put(
                    hook,
                    hasActivations(run, List.of(hook))
                            ? run.fingerprint(Stages.EXTRACT, PartPaths.activations(hook))
                            : ExtractResult.NOT_KEPT);
        }
        String tokens = run.fingerprint(Stages.EXTRACT, PartPaths.TOKENS);
        return new ExtractResult(
                end.documents(),
                tally.rows(),
                tally.specialTokens(),
                job.hooks(),
                tokens,
                tally.outliers(),
                activations);
    }

    /** Whether the activations of all these are there. */
    static boolean hasActivations(RunDirectory run, List<HookPoint> hooks) {
        var parts = run.stage(Stages.EXTRACT).orElseThrow().parts();
        return hooks.stream().allMatch(hook -> parts.stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.activations(hook) + "/")));
    }
}
