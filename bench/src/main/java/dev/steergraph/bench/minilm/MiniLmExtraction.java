package dev.steergraph.bench.minilm;

import dev.steergraph.bench.Measurement;
import dev.steergraph.bench.SilentProgress;
import dev.steergraph.bench.Workbench;
import dev.steergraph.cypher.RunId;
import dev.steergraph.ingest.corpus.CorpusChoice;
import dev.steergraph.ingest.pipeline.Extract;
import dev.steergraph.ingest.pipeline.ExtractParameters;
import dev.steergraph.ingest.pipeline.HookChoice;
import dev.steergraph.ingest.pipeline.ModelChoice;
import dev.steergraph.ingest.pipeline.RowChoice;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The product's extraction, each time into a new run directory. */
final class MiniLmExtraction {

    static final int CONTEXT = 256;
    static final long SEED = 0;

    private final Workbench bench;
    private final int tokens;
    private long rows;
    private long documents;

    MiniLmExtraction(Workbench bench, int tokens) {
        this.bench = bench;
        this.tokens = tokens;
    }

    /** @return how many documents of the corpus the measured extraction will read */
    long warmUp() throws IOException {
        extract();
        return documents;
    }

    Measurement measure(String side) throws IOException {
        double seconds = extract();
        return new Measurement(side, rows, seconds, 0, "");
    }

    long rows() {
        return rows;
    }

    long documents() {
        return documents;
    }

    static CorpusChoice glosses() {
        return new CorpusChoice(List.of("wordnet"), null, "text", null, false, SEED);
    }

    private double extract() throws IOException {
        Path folder = bench.scratch("minilm");
        ExtractParameters parameters = new ExtractParameters(
                ModelChoice.of("minilm"), HookChoice.residPost("5"), glosses(), RowChoice.tokens(tokens), "cpu", 0);
        try (RunDirectory run = RunDirectory.open(folder, new RunId("bench"))) {
            long start = System.nanoTime();
            new Extract(run, parameters, new SilentProgress()).execute(true);
            double seconds = (System.nanoTime() - start) / 1e9;
            rows = ((Number) run.corpus().get("rows")).longValue();
            documents = ((Number) run.corpus().get("documents")).longValue();
            return seconds;
        } finally {
            Workbench.delete(folder);
        }
    }
}
