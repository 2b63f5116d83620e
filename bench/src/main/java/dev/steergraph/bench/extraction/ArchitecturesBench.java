package dev.steergraph.bench.extraction;

import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Forward passes of one random geometry in several architectures, each against transformers' class for it. */
public final class ArchitecturesBench {

    public static final String OURS = "SteerGraph";

    private static final String PEER = "AutoModel";
    private static final int SIZES = 7;

    private ArchitecturesBench() {}

    /** @return of each type, its rounds */
    public static Map<String, Rounds> run(Workbench bench, Options options) throws IOException {
        List<String> types = List.of(options.text(
                        "types",
                        "qwen3,gemma3_text,qwen2,gemma,olmo2,olmo3,phi3,qwen3_moe,gpt_oss,qwen3_5_text,qwen3_5_moe_text")
                .split(","));
        RandomDecoder.Sizes sizes = sizes(options.numbers("sizes", RandomDecoder.Sizes.USUAL));
        List<Integer> layers = options.numbers("layers", "2,4,6,8");
        int count = options.number("rounds", 2);
        int context = options.number("context", 256);
        int batch = options.number("batch", 8);
        int passes = options.number("passes", 2);
        String batches = options.text("peer-batches", "4,8");
        options.nothingElse();

        Map<String, Rounds> found = new LinkedHashMap<>();
        Table table = new Table("", "SteerGraph, tokens/s", "transformers AutoModel", "SteerGraph is");
        for (String type : types) {
            Path folder = RandomDecoder.of(type).folder(bench.cache(), sizes);
            try (ExtractionPasses ours = new ExtractionPasses(
                    folder, blocks -> 0, Precision.F32, layers, batch, context, sizes.vocabulary())) {
                ours.measure(OURS, 1); // warms up
                List<Rounds.Turn> turns = new ArrayList<>();
                turns.add(() -> List.of(ours.measure(OURS, passes)));
                if (bench.peers().present()) {
                    turns.add(new TransformersPeer(bench, folder, Map.of(PEER, 0.0), batches, context)::measure);
                }
                found.put(type, Rounds.alternate(count, turns));
            }
            row(table, type, found.get(type));
        }
        bench.say(
                "%d blocks, d %d, %d heads of %d in %d groups, feed-forward %,d, vocabulary %,d, float32: contexts of %d,"
                        + " resid_post of layers %s, %d threads, medians of %d alternating rounds",
                sizes.layers(),
                sizes.width(),
                sizes.heads(),
                sizes.headWidth(),
                sizes.groups(),
                sizes.feedForward(),
                sizes.vocabulary(),
                context,
                layers,
                bench.threads(),
                count);
        table.print(bench.out());
        if (!bench.peers().present()) {
            bench.say("%s", bench.peers().advice());
        }
        return found;
    }

    private static void row(Table table, String type, Rounds rounds) {
        String peer = TransformersPeer.side(PEER);
        boolean measured = rounds.bySide().containsKey(peer);
        double[] ratios = measured ? rounds.ratios(OURS, peer) : new double[0];
        table.row(
                type,
                String.format(Locale.ROOT, "%,.0f", rounds.rate(OURS)),
                measured ? String.format(Locale.ROOT, "%,.0f", rounds.rate(peer)) : "",
                measured
                        ? String.format(
                                Locale.ROOT,
                                "%.2fx (%.2f to %.2f)",
                                rounds.ratio(OURS, peer),
                                ratios[0],
                                ratios[ratios.length - 1])
                        : "");
    }

    private static RandomDecoder.Sizes sizes(List<Integer> numbers) {
        if (numbers.size() != SIZES || numbers.contains(0)) {
            throw new UserError("--sizes " + numbers + " should be blocks, width, heads, groups, width of a head,"
                    + " feed-forward and vocabulary, such as " + RandomDecoder.Sizes.USUAL + ".");
        }
        return new RandomDecoder.Sizes(
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4),
                numbers.get(5),
                numbers.get(6));
    }
}
