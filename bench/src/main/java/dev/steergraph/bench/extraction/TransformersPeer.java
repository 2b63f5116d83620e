package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hugging Face transformers on the same folder. It computes all blocks; the causal model computes logits as well. */
record TransformersPeer(Workbench bench, Path folder, Geometry geometry, String batches, int context) {

    static final List<String> KINDS = List.of("AutoModel", "AutoModelForCausalLM");

    static String side(String kind) {
        return "transformers " + kind + ", output_hidden_states";
    }

    List<Measurement> measure() throws IOException {
        JsonNode result = bench.peers()
                .run(
                        "transformers_gpt2.py",
                        List.of(
                                "--folder", folder.toString(),
                                "--threads", Integer.toString(bench.threads()),
                                "--context", Integer.toString(context),
                                "--batches", batches));
        List<Measurement> measured = new ArrayList<>();
        for (String kind : KINDS) {
            double flop = geometry.gigaflop(geometry.layers(), context)
                    + (kind.equals("AutoModelForCausalLM") ? geometry.gigaflopOfHead() : 0);
            measured.add(new Measurement(
                    side(kind),
                    result.get(kind).get("tokens_per_second").asDouble(),
                    1,
                    flop,
                    "transformers " + result.get("transformers").asText() + ", torch "
                            + result.get("torch").asText()));
        }
        return measured;
    }
}
