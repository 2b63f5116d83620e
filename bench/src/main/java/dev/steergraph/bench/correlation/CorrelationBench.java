package dev.steergraph.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All pairs of features above |r| = 0.3, against scipy and GraphBLAS for sparse codes and numpy for dense columns, none
 * with a gate on documents or a null model, and GraphBLAS without deciding what is an edge. Ours computes the mutual information of edges as
 * well.
 */
public final class CorrelationBench {

    private static final double THRESHOLD = 0.3;
    private static final int WARM_UPS = 3;

    private CorrelationBench() {}

    /** @return the rounds of the sparse case, then those of the dense one */
    public static List<Rounds> run(Workbench bench, Options options) throws IOException {
        int rounds = options.number("rounds", 3);
        int features = options.number("features", 16_384);
        int layers = options.number("layers", 1);
        int rows = options.number("rows", 100_000);
        int active = options.number("active", 80);
        int width = options.number("width", 768);
        int prompts = options.number("prompts", 5_000);
        Set<String> peers =
                Set.of(options.text("peers", "scipy,graphblas,corrcoef,gemm").split(","));
        options.nothingElse();
        List<Rounds> cases = List.of(
                compare(
                        bench,
                        rounds,
                        CodesInput.planted(bench.cache(), features, layers, rows, active),
                        Stream.of("scipy", "graphblas").filter(peers::contains).toList()),
                compare(
                        bench,
                        rounds,
                        CodesInput.dense(bench.cache(), width, prompts),
                        Stream.of("corrcoef", "gemm").filter(peers::contains).toList()));
        if (!bench.peers().present()) {
            bench.say("%s", bench.peers().advice());
        }
        return cases;
    }

    private static Rounds compare(Workbench bench, int count, CodesInput input, List<String> peers) throws IOException {
        List<Rounds.Turn> turns = new ArrayList<>(List.of(() -> List.of(ours(bench, input))));
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            ours(bench, input);
        }
        if (bench.peers().present()) {
            for (String method : peers) {
                turns.add(() -> List.of(peer(bench, input, method)));
            }
        }
        Rounds rounds = Rounds.alternate(count, turns);
        bench.say(
                "%s: pairs with |r| > %s, %d threads, medians of %d alternating rounds",
                input.title(), THRESHOLD, bench.threads(), count);
        String[] sides = rounds.bySide().keySet().toArray(String[]::new);
        Table table = new Table("", "seconds", "edges", "SteerGraph is");
        for (String side : sides) {
            table.row(
                    side,
                    String.format(Locale.ROOT, "%.2f", 1 / rounds.rate(side)),
                    rounds.bySide().get(side).get(0).note(),
                    side.equals(sides[0]) ? "" : String.format(Locale.ROOT, "%.2fx", rounds.ratio(sides[0], side)));
        }
        table.print(bench.out());
        bench.say("");
        return rounds;
    }

    private static Measurement ours(Workbench bench, CodesInput input) {
        CorrelationParameters parameters =
                new CorrelationParameters(THRESHOLD, 0, 0, 0, bench.threads()).with(CorrelationExtras.NONE.withTop(0));
        long start = System.nanoTime();
        CorrelationResult result =
                Correlation.run(input.codes(), input.document(), parameters, CorrelationProgress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measurement("SteerGraph", 1, seconds, 0, edges(result.edges().size()));
    }

    private static Measurement peer(Workbench bench, CodesInput input, String method) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--threshold",
                Double.toString(THRESHOLD),
                "--method",
                method,
                "--threads",
                Integer.toString(bench.threads())));
        input.layers().forEach(layer -> arguments.addAll(List.of("--layer", layer)));
        JsonNode result = bench.peers().run("numpy_correlation.py", arguments);
        return new Measurement(
                result.get("method").asText(),
                1,
                result.get("seconds").asDouble(),
                0,
                result.get("edges").isNull()
                        ? "not decided"
                        : edges(result.get("edges").asLong()));
    }

    private static String edges(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
