package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hugging Face transformers on the same folder. It computes all blocks; the causal model computes logits as well.
 *
 * @param gigaflops of a token, by the classes to measure
 */
record TransformersPeer(Workbench bench, Path folder, Map<String, Double> gigaflops, String batches, int context) {

    static String side(String kind) {
        return "transformers " + kind + ", output_hidden_states";
    }

    List<Measurement> measure() throws IOException {
        JsonNode result = bench.peers()
                .run(
                        "transformers_hidden_states.py",
                        List.of(
                                "--folder", folder.toString(),
                                "--threads", Integer.toString(bench.threads()),
                                "--context", Integer.toString(context),
                                "--kinds", String.join(",", gigaflops.keySet()),
                                "--batches", batches));
        List<Measurement> measured = new ArrayList<>();
        for (String kind : gigaflops.keySet()) {
            measured.add(new Measurement(
                    side(kind),
                    result.get(kind).get("tokens_per_second").asDouble(),
                    1,
                    gigaflops.get(kind),
                    "transformers " + result.get("transformers").asText() + ", torch "
                            + result.get("torch").asText()));
        }
        return measured;
    }
}
