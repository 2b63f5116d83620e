package dev.steergraph.bench.sae;

import dev.steergraph.bench.harness.SilentProgress;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.HookSpec;
import dev.steergraph.ingest.extract.ModelSpec;
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
                ModelSpec.of("minilm"),
                HookSpec.residPost(Integer.toString(layer)),
                new CorpusSpec(List.of("wordnet"), null, "text", null, false, 0),
                RowSpec.tokens(tokens),
                "cpu",
                0);
        try (RunDirectory run = RunDirectory.open(folder, new RunId("bench"))) {
            new Extract(run, parameters, new SilentProgress()).execute(true);
            return new StoredActivations(folder, hook, Activations.open(run, hook));
        }
    }
}
