package dev.steergraph.bench.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.sae.SaeEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Activations in the heap to sparse codes in the heap, against the matrix product x·W_enc alone, with x and W_enc in the
 * engine already, its result thrown away there: what encoding costs at least.
 */
public final class EncodeBench {

    public static final String OURS = "JumpReLU codes";
    public static final String WHOLE = "the product alone, all rows at once";
    public static final String BLOCKS = "the product alone, 1,024 rows at a time";

    private static final int BLOCK = 1024;

    private EncodeBench() {}

    public static Rounds run(Workbench bench, Options options) throws IOException {
        int dIn = options.number("d-in", 2304);
        int dSae = options.number("d-sae", 16_384);
        int active = options.number("active", 80);
        int rows = options.number("rows", 4096);
        int count = options.number("rounds", 5);
        options.nothingElse();
        RandomSae random = RandomSae.of(dIn, dSae, active, rows);
        try (NDManager manager = NDManager.newBaseManager();
                SaeEncoder encoder = new SaeEncoder(random.sae(), manager)) {
            NDArray x = HostArrays.copy(manager, random.activations(), new Shape(rows, dIn));
            NDArray weight = HostArrays.copy(manager, random.encoder(), new Shape(dIn, dSae));
            long[] found = new long[1];
            List<Rounds.Turn> turns = List.of(
                    () -> List.of(timed(
                            OURS,
                            rows,
                            () -> found[0] =
                                    encoder.encode(random.rows(), 0, rows).features().length)),
                    () -> List.of(timed(WHOLE, rows, () -> x.matMul(weight).close())),
                    () -> List.of(timed(BLOCKS, rows, () -> blocks(x, weight, rows))));
            Rounds.alternate(1, turns); // warms up
            Rounds rounds = Rounds.alternate(count, turns);
            bench.say(
                    "%,d rows of %d to %,d features, L0 %.1f, %d threads, medians of %d alternating rounds",
                    rows, dIn, dSae, (double) found[0] / rows, bench.threads(), count);
            Table table = new Table("", "rows/s", "codes take");
            for (String side : rounds.bySide().keySet()) {
                table.row(
                        side,
                        String.format(Locale.ROOT, "%,.0f", rounds.rate(side)),
                        side.equals(OURS) ? "" : String.format(Locale.ROOT, "%.2fx as long", rounds.ratio(side, OURS)));
            }
            table.print(bench.out());
            return rounds;
        }
    }

    private static void blocks(NDArray x, NDArray weight, int rows) {
        for (int from = 0; from < rows; from += BLOCK) {
            try (NDArray block = x.get(from + ":" + Math.min(rows, from + BLOCK))) {
                block.matMul(weight).close();
            }
        }
    }

    private static Measurement timed(String side, int rows, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return new Measurement(side, rows, (System.nanoTime() - start) / 1e9, 0, "");
    }
}
