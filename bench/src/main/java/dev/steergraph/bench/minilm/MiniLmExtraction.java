package dev.steergraph.bench.minilm;

import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.SilentProgress;
import dev.steergraph.bench.harness.Workbench;
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

    static CorpusSpec glosses() {
        return new CorpusSpec(List.of("wordnet"), null, "text", null, false, SEED);
    }

    private double extract() throws IOException {
        Path folder = bench.scratch("minilm");
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of("minilm"), HookSpec.residPost("5"), glosses(), RowSpec.tokens(tokens), "cpu", 0);
        try (RunDirectory run = RunDirectory.open(folder, new RunId("bench"))) {
            long start = System.nanoTime();
            new Extract(run, parameters, new SilentProgress()).execute(true);
            double seconds = (System.nanoTime() - start) / 1e9;
            rows = run.corpus().rows();
            documents = run.corpus().documents();
            return seconds;
        } finally {
            Workbench.delete(folder);
        }
    }
}
