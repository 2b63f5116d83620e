package dev.steergraph.bench.micro;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.synthetic.PlantedCodes;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All pairs of sparse features, without null model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SparsePairs {

    @Param({"4096"})
    public int features;

    @Param({"32768"})
    public int rows;

    @Param({"32", "80"})
    public int active;

    @Param({"1", "2"})
    public int threads;

    private List<Codes> codes;
    private int[] document;

    @Setup
    public void draw() {
        SyntheticShape shape = new SyntheticShape(features, 1, rows, active, 0);
        codes = new PlantedCodes(shape).rows(0, rows);
        document = IntStream.range(0, rows).map(shape::document).toArray();
    }

    @Benchmark
    public int edges() {
        return Correlation.run(
                        codes, document, new CorrelationParameters(0.3, 5, 0, 0, threads), CorrelationProgress.NONE)
                .edges()
                .size();
    }
}
