package dev.steergraph.bench.sae;

import dev.steergraph.bench.SilentProgress;
import dev.steergraph.bench.Workbench;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.RunId;
import dev.steergraph.ingest.corpus.CorpusChoice;
import dev.steergraph.ingest.pipeline.Activations;
import dev.steergraph.ingest.pipeline.Extract;
import dev.steergraph.ingest.pipeline.ExtractParameters;
import dev.steergraph.ingest.pipeline.HookChoice;
import dev.steergraph.ingest.pipeline.ModelChoice;
import dev.steergraph.ingest.pipeline.RowChoice;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * MiniLM's residual stream on shuffled WordNet glosses, extracted once by ours and kept in the cache; both sides read these
 * files.
 */
record StoredActivations(Path run, HookPoint hook, ActivationRows rows) {

    static StoredActivations of(Workbench bench, int layer, int tokens) throws IOException {
        Path folder = bench.cache().resolve("sae").resolve("minilm-" + layer + "-" + tokens);
        HookPoint hook = HookPoint.residPost(layer);
        ExtractParameters parameters = new ExtractParameters(
                ModelChoice.of("minilm"),
                HookChoice.residPost(Integer.toString(layer)),
                new CorpusChoice(List.of("wordnet"), null, "text", null, false, 0),
                RowChoice.tokens(tokens),
                "cpu",
                0);
        try (RunDirectory run = RunDirectory.open(folder, new RunId("bench"))) {
            new Extract(run, parameters, new SilentProgress()).execute(true);
            return new StoredActivations(folder, hook, Activations.open(run, hook));
        }
    }
}
