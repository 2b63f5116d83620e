package dev.steergraph.ingest.load;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.NamedCodes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Sets whose features often copy an earlier one, with documents of five rows. */
public record Sample(CorrelationResult result, List<CodeRows> codes, int[] starts) {

    static final int FEATURES = 40;
    static final int ROWS = 600;
    static final String MODEL = "tiny";

    private static final String SAE = "res-batchtopk-" + FEATURES;

    public static Sample of(long seed, double threshold) {
        return of(seed, threshold, CorrelationExtras.NONE);
    }

    /** With details; the first layer alone has a decoder, of 8 columns. */
    static Sample detailed(long seed, double threshold) {
        return of(seed, threshold, CorrelationExtras.NONE.withBins(4));
    }

    /** Four sets: in layer 1 a transcoder and two SAEs of one hook point, of 20 and 12 features, in layer 4 one SAE. */
    static Sample several(long seed, double threshold) {
        float[][] values = values(new Random(seed));
        return of(
                List.of(
                        new NamedCodes(codes(1, values, 0, 8), FeatureSite.TRANSCODER, "ln2-z"),
                        new NamedCodes(codes(1, values, 8, 20), FeatureSite.RESID_POST, "res-a"),
                        new NamedCodes(codes(1, values, 28, 12), FeatureSite.RESID_POST, "res-b"),
                        new NamedCodes(codes(4, values, FEATURES, FEATURES), FeatureSite.RESID_POST, SAE)),
                set -> new float[0][],
                threshold,
                CorrelationExtras.NONE);
    }

    private static Sample of(long seed, double threshold, CorrelationExtras extras) {
        Random random = new Random(seed);
        float[][] values = values(random);
        return of(
                List.of(
                        new NamedCodes(codes(1, values, 0, FEATURES), FeatureSite.RESID_POST, SAE),
                        new NamedCodes(codes(4, values, FEATURES, FEATURES), FeatureSite.RESID_POST, SAE)),
                set -> set.layer() == 1 ? decoder(random) : new float[0][],
                threshold,
                extras);
    }

    private static float[][] values(Random random) {
        float[][] values = new float[ROWS][2 * FEATURES];
        for (int f = 0; f < 2 * FEATURES; f++) {
            int twin = f == 0 ? 0 : random.nextInt(f);
            for (float[] row : values) {
                row[f] = row[twin] > 0 && random.nextInt(5) > 0 || random.nextInt(12) == 0
                        ? 0.5f + random.nextFloat()
                        : 0;
            }
        }
        return values;
    }

    private static Sample of(List<CodeRows> codes, Decoders decoders, double threshold, CorrelationExtras extras) {
        int[] document = IntStream.range(0, ROWS).map(r -> r / 5).toArray();
        CorrelationResult result = Correlation.run(
                codes,
                document,
                decoders,
                new CorrelationParameters(threshold, 5, 0, 0, 1).with(extras),
                CorrelationProgress.NONE);
        return new Sample(
                result,
                codes,
                IntStream.rangeClosed(0, ROWS / 5).map(d -> d * 5).toArray());
    }

    private static float[][] decoder(Random random) {
        float[][] rows = new float[FEATURES][8];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static Codes codes(int layer, float[][] values, int from, int features) {
        long[] indptr = new long[ROWS + 1];
        int[] indices = new int[ROWS * features];
        float[] kept = new float[indices.length];
        int n = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int f = 0; f < features; f++) {
                if (values[row][from + f] != 0) {
                    indices[n] = f;
                    kept[n++] = values[row][from + f];
                }
            }
            indptr[row + 1] = n;
        }
        return new Codes(
                HookPoint.residPost(layer), features, ROWS, indptr, Arrays.copyOf(indices, n), Arrays.copyOf(kept, n));
    }

    public LoadInput input(String run, String fingerprint) {
        return input(run, fingerprint, MODEL);
    }

    LoadInput input(String run, String fingerprint, String model) {
        return input(run, fingerprint, model, new double[0][]);
    }

    LoadInput input(String run, String fingerprint, String model, double[][] details) {
        List<LayerFeatures> layers = codes.stream()
                .map(c -> new LayerFeatures(
                        c.hook(),
                        c.site(),
                        c.sae(),
                        TopContexts.of(c.all(), DocumentTokens.ofRows(starts)),
                        IntStream.range(0, c.dSae())
                                .mapToObj(f -> "word " + c.layer() + " " + f)
                                .toArray(String[]::new)))
                .toList();
        return new LoadInput(
                fingerprint,
                new RunId(run),
                model,
                16,
                6,
                new RunProperties(ROWS, 200, 0.3, 5, 0, 0, "2026-01-01T00:00:00Z", "texts", sets(), "3 outliers"),
                result.features(),
                result.edges(),
                details,
                layers,
                d -> new ContextDocument(
                        d, "text " + d, List.of("a", "##b", "c", "d", "!"), d % 2 == 0 ? "noun.animal" : null));
    }

    private List<String> sets() {
        return codes.stream().map(c -> c.set().toString()).toList();
    }
}
