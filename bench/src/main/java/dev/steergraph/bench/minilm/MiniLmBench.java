package dev.steergraph.bench.minilm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * WordNet's glosses to MiniLM's resid_post of layer 5, against ONNX Runtime. Either side is timed from opening the model to
 * the last activations, tokenising included; ours also writes them to disk, with checksums.
 */
public final class MiniLmBench {

    public static final String OURS = "steergraph extract";
    static final String PEER = "ONNX Runtime, batches of 64 padded to their longest";

    private MiniLmBench() {}

    public static Rounds run(Workbench bench, Options options) throws IOException {
        int tokens = options.number("tokens", 100_000);
        int count = options.number("rounds", 3);
        options.nothingElse();
        MiniLmExtraction ours = new MiniLmExtraction(bench, tokens);
        MiniLmFiles files = MiniLmFiles.write(bench.cache().resolve("minilm"), ours.warmUp());
        List<Rounds.Turn> turns = new ArrayList<>(List.of(() -> List.of(ours.measure(OURS))));
        if (bench.peers().present()) {
            turns.add(() -> List.of(peer(bench, files, ours.rows())));
        }
        Rounds rounds = Rounds.alternate(count, turns);
        bench.say(
                "all-MiniLM-L6-v2 to layer 5: %,d tokens of %,d WordNet glosses, %d threads, medians of %d alternating rounds",
                ours.rows(), ours.documents(), bench.threads(), count);
        Table table = new Table("", "tokens/s", "SteerGraph is");
        table.row(OURS, rate(rounds, OURS), "");
        if (bench.peers().present()) {
            double[] ratios = rounds.ratios(OURS, PEER);
            table.row(
                    PEER,
                    rate(rounds, PEER),
                    String.format(
                            Locale.ROOT,
                            "%.2fx (%.2f to %.2f)",
                            rounds.ratio(OURS, PEER),
                            ratios[0],
                            ratios[ratios.length - 1]));
        }
        table.print(bench.out());
        bench.say("%s", bench.peers().present() ? note(rounds) : bench.peers().advice());
        return rounds;
    }

    private static Measurement peer(Workbench bench, MiniLmFiles files, long rows) throws IOException {
        JsonNode result = bench.peers()
                .run(
                        "onnxruntime_minilm.py",
                        List.of(
                                "--threads", Integer.toString(bench.threads()),
                                "--model", files.model().toString(),
                                "--tokenizer", files.tokenizer().toString(),
                                "--texts", files.texts().toString()));
        if (result.get("rows").asLong() != rows) {
            throw new IllegalStateException("the peer has " + result.get("rows") + " rows, ours has " + rows);
        }
        String note = String.format(
                Locale.ROOT,
                "ONNX Runtime %s, output \"%s\" (the last block's, which is layer 5); %.2f positions computed per token.",
                result.get("onnxruntime").asText(),
                result.get("output").asText(),
                result.get("tokens_with_padding").asDouble() / rows);
        return new Measurement(PEER, rows, result.get("seconds").asDouble(), 0, note);
    }

    private static String note(Rounds rounds) {
        return rounds.bySide().get(PEER).get(0).note();
    }

    private static String rate(Rounds rounds, String side) {
        return String.format(Locale.ROOT, "%,.0f", rounds.rate(side));
    }
}
