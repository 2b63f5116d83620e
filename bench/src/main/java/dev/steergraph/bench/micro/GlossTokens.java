package dev.steergraph.bench.micro;

import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** WordNet glosses through MiniLM's tokenizer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GlossTokens {

    @Param({"256"})
    public int documents;

    private List<String> texts;
    private Tokenizer tokenizer;

    @Setup
    public void open() throws IOException {
        try (InputStream json = Corpus.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json");
                Stream<Document> source = Corpus.of(CorpusSpec.of("wordnet")).documents()) {
            tokenizer = new Tokenizer(json.readAllBytes(), 256);
            texts = source.limit(documents).map(Document::text).toList();
        }
    }

    @Benchmark
    public int encode() {
        return tokenizer.encode(texts).size();
    }

    @TearDown
    public void close() {
        tokenizer.close();
    }
}
