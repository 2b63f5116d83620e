package dev.steergraph.ingest.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.Progress;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.activation.RowChunks;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.EdgeFinder;
import dev.steergraph.ingest.correlate.statistics.Tables;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of two chunks of the usual length. */
class ManyRowsTest {

    private static final int ROWS = RowChunks.ROWS + 70_000;

    @TempDir
    private Path folder;

    private static final class Notes implements Progress {

        private final List<String> said = new ArrayList<>();

        @Override
        public void begin(String what, long total, String unit) {
            said.add("begin");
        }

        @Override
        public void update(long done, String detail) {}

        @Override
        public void end(String summary) {}

        @Override
        public void note(String sentence) {
            said.add(sentence);
        }
    }

    private static Codes codes() {
        Random random = new Random(1);
        float[][] values = new float[ROWS][4];
        for (float[] row : values) {
            row[0] = random.nextInt(20) == 0 ? 1 + random.nextFloat() : 0;
            row[1] = row[0] > 0 && random.nextInt(3) > 0 ? row[0] + random.nextFloat() : 0;
            row[2] = random.nextInt(3) == 0 ? 1 : 0;
            row[3] = row[2] > 0 ? 0 : random.nextFloat();
        }
        return Tables.codes(0, values, 4);
    }

    @Test
    void theyAreTheSameAsAtOnceAndNothingIsLeft() throws IOException {
        Codes codes = codes();
        int[] document = IntStream.range(0, ROWS).map(row -> row / 70).toArray();
        Path file = folder.resolve("codes.safetensors");
        CodesFile.write(file, codes, document);
        CorrelationParameters parameters = new CorrelationParameters(0.3, 0, 1, 0, 2)
                .with(CorrelationExtras.NONE.withTop(4).withBins(2));
        Notes notes = new Notes();
        Path out = folder.resolve("out");
        CorrelateResult report = new Correlate(notes, DecoderSource.NONE, OptionalLong.of(64 << 20))
                .execute(Map.of(new FeatureSet(0, CodeRows.UNNAMED), file), Map.of(), parameters, out);
        assertThat(report.edges()).isEqualTo(2);
        assertThat(report.nullEdges()).containsExactly(0L);
        assertThat(report.rows()).isEqualTo(ROWS);
        assertThat(notes.said.get(0)).startsWith("Details and bootstrap intervals hold the activations");
        assertThat(out.resolve("edges.parquet")).isNotEmptyFile();
        assertThat(out.resolve("permuted")).doesNotExist();

        EdgeList chunked = edges(codes, document, parameters, RowChunks.ROWS);
        EdgeList whole = edges(codes, document, parameters, Integer.MAX_VALUE);
        assertThat(chunked.source()).isEqualTo(whole.source()).containsExactly(0, 2);
        assertThat(chunked.target()).isEqualTo(whole.target()).containsExactly(1, 3);
        assertThat(chunked.coactivations()).isEqualTo(whole.coactivations());
        assertThat(chunked.documents()).isEqualTo(whole.documents());
        assertThat(chunked.mi()).isEqualTo(whole.mi());
        assertThat(chunked.r()[0]).isCloseTo(whole.r()[0], within(1e-12));
        assertThat(chunked.r()[1])
                .isCloseTo(whole.r()[1], within(1e-11)); // of dense columns one sum over all rows is less exact
        assertThat(chunked.r()[1]).isCloseTo(exclusive(codes), within(1e-12));
    }

    /** r of features 2 and 3, which never fire together: from whole multiples of 2⁻²⁴, without rounding up to the last step. */
    private static double exclusive(Codes codes) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger squares = BigInteger.ZERO;
        long ones = 0;
        for (int e = 0; e < codes.values().length; e++) {
            long units = (long) (codes.values()[e] * 0x1p24);
            ones += codes.indices()[e] == 2 ? 1 : 0;
            if (codes.indices()[e] == 3) {
                sum = sum.add(BigInteger.valueOf(units));
                squares = squares.add(BigInteger.valueOf(units * units));
            }
        }
        BigInteger rows = BigInteger.valueOf(ROWS);
        double variance = squares.multiply(rows).subtract(sum.multiply(sum)).doubleValue();
        double ofOnes = (double) ones * (ROWS - ones);
        return -sum.multiply(BigInteger.valueOf(ones)).doubleValue() / Math.sqrt(variance) / Math.sqrt(ofOnes);
    }

    private EdgeList edges(Codes codes, int[] document, CorrelationParameters parameters, int chunkRows) {
        SearchLimits limits = new SearchLimits(64 << 20, folder.resolve("scratch"), chunkRows);
        return Correlation.run(
                        List.of(codes),
                        document,
                        Decoders.NONE,
                        parameters,
                        limits,
                        EdgeFinder.HERE,
                        CorrelationProgress.NONE)
                .edges();
    }
}
