package dev.steergraph.bench.extraction;

import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Forward passes of GPT-2 small's geometry up to the last hook point, against transformers with all hidden states. */
public final class ExtractionBench {

    public static final String OURS = "SteerGraph";
    public static final String PLAIN = "plain float32 matrix products, same shapes";

    private ExtractionBench() {}

    public static Rounds run(Workbench bench, Options options) throws IOException {
        Geometry geometry = Geometry.of(options.numbers("geometry", "12,768,12,50257"));
        Precision precision = Precision.parse(options.text("dtype", "f32"));
        List<Integer> layers = options.numbers("layers", "2,4,6,8");
        int count = options.number("rounds", 3);
        int context = options.number("context", 256);
        int batch = options.number("batch", 16);
        int passes = options.number("passes", 3);
        String batches = options.text("peer-batches", "4,8,16");
        options.nothingElse();

        Path folder = RandomGpt2.folder(bench.cache(), geometry);
        try (ExtractionPasses ours = new ExtractionPasses(
                        folder,
                        blocks -> geometry.gigaflop(blocks, context),
                        precision,
                        layers,
                        batch,
                        context,
                        geometry.vocabulary());
                PlainProducts plain = new PlainProducts(geometry, (long) batch * context)) {
            ours.measure(OURS, 1); // warms up
            plain.measure(PLAIN, 1);
            List<Rounds.Turn> turns = new ArrayList<>();
            turns.add(() -> List.of(ours.measure(OURS, passes)));
            turns.add(() -> List.of(plain.measure(PLAIN, passes * geometry.layers() / 2)));
            if (bench.peers().present()) {
                double blocks = geometry.gigaflop(geometry.layers(), context);
                Map<String, Double> kinds = new LinkedHashMap<>();
                kinds.put("AutoModel", blocks);
                kinds.put("AutoModelForCausalLM", blocks + geometry.gigaflopOfHead());
                turns.add(new TransformersPeer(bench, folder, kinds, batches, context)::measure);
            }
            Rounds rounds = Rounds.alternate(count, turns);
            bench.say(
                    "GPT-2 of %d blocks, d %d, vocabulary %,d, ours in %s: contexts of %d, resid_post of layers %s,"
                            + " %d threads, medians of %d alternating rounds",
                    geometry.layers(),
                    geometry.width(),
                    geometry.vocabulary(),
                    precision,
                    context,
                    layers,
                    bench.threads(),
                    count);
            print(bench, rounds);
            if (!bench.peers().present()) {
                bench.say("%s", bench.peers().advice());
            }
            return rounds;
        }
    }

    private static void print(Workbench bench, Rounds rounds) {
        Table table = new Table("", "tokens/s", "GFLOP/s", "of plain products", "SteerGraph is");
        for (String side : rounds.bySide().keySet()) {
            boolean plain = side.equals(PLAIN);
            boolean peer = !plain && !side.equals(OURS);
            table.row(
                    side,
                    plain ? "" : String.format(Locale.ROOT, "%,.0f", rounds.rate(side)),
                    String.format(Locale.ROOT, "%.0f", rounds.gigaflops(side)),
                    plain
                            ? ""
                            : String.format(
                                    Locale.ROOT, "%.0f%%", 100 * rounds.gigaflops(side) / rounds.gigaflops(PLAIN)),
                    peer ? ratio(rounds, side) : "");
        }
        table.print(bench.out());
        rounds.bySide().values().stream()
                .map(measured -> measured.get(0).note())
                .filter(note -> !note.isEmpty())
                .distinct()
                .forEach(note -> bench.say("%s", note));
    }

    private static String ratio(Rounds rounds, String side) {
        double[] ratios = rounds.ratios(OURS, side);
        return String.format(
                Locale.ROOT, "%.2fx (%.2f to %.2f)", rounds.ratio(OURS, side), ratios[0], ratios[ratios.length - 1]);
    }
}
