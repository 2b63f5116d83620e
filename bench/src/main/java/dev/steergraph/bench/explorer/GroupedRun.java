package dev.steergraph.bench.explorer;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.DocumentTokens;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.load.LayerFeatures;
import dev.steergraph.ingest.load.LoadInput;
import dev.steergraph.ingest.load.RunProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A run of four layers whose features form groups: nine of ten correlations join features of one group, the others any two.
 * A few features of each group have many correlations, most have few, as in real runs.
 */
final class GroupedRun {

    static final RunId ID = new RunId("bench");

    private static final String MODEL = "gemma-2-2b";
    private static final String SAE = "gemmascope-res-16k";
    private static final int LAYERS = 4;
    private static final int GROUP = 256;
    private static final int DOCUMENTS = 200;
    private static final int TOKENS = 20;
    private static final int ACTIVE = 16;
    private static final String[] SYLLABLES = {"ba", "ter", "ri", "on", "mel", "ka", "sto", "ve", "lin", "ur"};

    private GroupedRun() {}

    /** @param features divided evenly among the layers */
    static LoadInput of(int features, int edges) {
        Random random = new Random(7);
        int width = features / LAYERS;
        int n = width * LAYERS;
        int[] widths = new int[LAYERS];
        Arrays.fill(widths, width);
        FeatureSpace space = FeatureSpace.of(
                IntStream.range(0, LAYERS)
                        .mapToObj(l -> new FeatureSet(layer(l), SAE))
                        .toList(),
                widths);
        double[] density = random.doubles(n).map(x -> Math.pow(10, -4 + 3 * x)).toArray();
        int rows = 1_000_000;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        FeatureTable table = new FeatureTable(
                space,
                Arrays.stream(density).mapToInt(d -> (int) (d * rows)).toArray(),
                density,
                density,
                ones,
                random.doubles(n, 1, 20).toArray());
        List<LayerFeatures> layers = new ArrayList<>();
        for (int l = 0; l < LAYERS; l++) {
            HookPoint hook = HookPoint.parse("blocks." + layer(l) + ".hook_resid_post");
            layers.add(new LayerFeatures(
                    hook, FeatureSite.of(hook), SAE, contexts(hook, width, random), labels(width, l)));
        }
        EdgeList list = edges(space, width, edges, random);
        RunProperties properties = new RunProperties(
                rows,
                DOCUMENTS,
                0.3,
                5,
                0,
                0,
                "2026-01-01T00:00:00Z",
                "random groups",
                space.sets().stream().map(FeatureSet::toString).toList(),
                null);
        return new LoadInput(
                "bench " + features + " " + edges,
                ID,
                MODEL,
                2304,
                26,
                properties,
                table,
                list,
                new double[0][],
                layers,
                GroupedRun::document);
    }

    private static int layer(int number) {
        return 4 * (number + 1);
    }

    private static EdgeList edges(FeatureSpace space, int width, int edges, Random random) {
        int n = space.size();
        TreeSet<Long> pairs = new TreeSet<>();
        int groups = Math.max(1, width / GROUP);
        while (pairs.size() < edges) {
            int a = random.nextInt(n);
            int b = random.nextInt(n);
            if (random.nextInt(10) > 0) {
                // The square makes some members of a group far more sought than others.
                int member = (int) (Math.pow(random.nextDouble(), 2) * (width / groups));
                b = random.nextInt(n / width) * width + a % width % groups + groups * member;
            }
            if (a != b && b < n) {
                pairs.add(Math.min(a, b) * (long) n + Math.max(a, b));
            }
        }
        int[] source = pairs.stream().mapToInt(p -> (int) (p / n)).toArray();
        int[] target = pairs.stream().mapToInt(p -> (int) (p % n)).toArray();
        return new EdgeList(
                space,
                source,
                target,
                random.doubles(edges, 0.3, 1)
                        .map(r -> random.nextInt(10) == 0 ? -r : r)
                        .toArray(),
                random.doubles(edges, 0, 0.2).toArray(),
                random.doubles(edges, 0, 1).toArray(),
                random.ints(edges, 5, 20_000).toArray(),
                random.ints(edges, 5, 2_000).toArray());
    }

    private static String[] labels(int width, int layer) {
        String[] labels = new String[width];
        for (int f = 0; f < width; f++) {
            labels[f] = word(f % Math.max(1, width / GROUP)) + ", " + word(f) + ", " + word(f + layer);
        }
        return labels;
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number + 10; rest > 0; rest /= 10) {
            word.append(SYLLABLES[rest % 10]);
        }
        return word.toString();
    }

    private static TopContexts contexts(HookPoint hook, int width, Random random) {
        int rows = DOCUMENTS * TOKENS;
        int active = Math.min(ACTIVE, width);
        int[] indices = new int[rows * active];
        for (int row = 0; row < rows; row++) {
            int[] here = random.ints(0, width).distinct().limit(active).sorted().toArray();
            System.arraycopy(here, 0, indices, row * active, active);
        }
        float[] values = new float[indices.length];
        for (int e = 0; e < values.length; e++) {
            values[e] = 1 + 10 * random.nextFloat();
        }
        Codes codes = new Codes(
                hook,
                width,
                rows,
                IntStream.rangeClosed(0, rows)
                        .mapToLong(row -> (long) row * active)
                        .toArray(),
                indices,
                values);
        return TopContexts.of(
                codes,
                DocumentTokens.ofRows(
                        IntStream.rangeClosed(0, DOCUMENTS).map(d -> d * TOKENS).toArray()));
    }

    private static ContextDocument document(int number) {
        List<String> tokens = IntStream.range(0, TOKENS)
                .mapToObj(t -> word(number * TOKENS + t))
                .toList();
        return new ContextDocument(number, String.join(" ", tokens), tokens, "subject " + number % 7);
    }
}
