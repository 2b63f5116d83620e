package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A graph file for circuit-tracer's viewer (schema version 1): features are nodes at the only position of a prompt that says
 * what this is, correlations are links with r as their weight, communities are supernodes. Nothing in it is an attribution.
 *
 * <p>A node is told by layer, index and position there: where a layer has features of several sets, each set has a position of
 * its own, whose token is the set's name.
 *
 * @see <a href="https://github.com/safety-research/circuit-tracer">circuit-tracer, frontend/graph_models.py</a>
 */
final class SubgraphCircuit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Subgraph subgraph;
    /** Names of sets by position; empty if all features are at one. */
    private final List<String> positions;

    private final Map<String, String> ids = new HashMap<>();

    private SubgraphCircuit(Subgraph subgraph) {
        this.subgraph = subgraph;
        this.positions = positions(subgraph.features());
        subgraph.features()
                .forEach(feature ->
                        ids.put(feature.key(), feature.layer() + "_" + feature.index() + "_" + position(feature)));
    }

    static void write(Subgraph subgraph, Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        byte[] text = JSON.writeValueAsBytes(new SubgraphCircuit(subgraph).root(name));
        AtomicFile.write(file, out -> out.write(text));
    }

    private ObjectNode root(String name) {
        List<SubgraphFeature> features = subgraph.features();
        ObjectNode root = JSON.createObjectNode();
        ObjectNode metadata = root.putObject("metadata");
        metadata.put("slug", name);
        metadata.put("scan", features.isEmpty() ? "" : features.get(0).model());
        ArrayNode sets = metadata.putArray("transcoder_list");
        features.stream().map(f -> f.layer() + "-" + f.sae()).distinct().forEach(sets::add);
        String prompt = "correlations of run " + subgraph.run() + ": " + subgraph.selection();
        ArrayNode tokens = metadata.putArray("prompt_tokens");
        (positions.isEmpty() ? List.of(prompt) : positions).forEach(tokens::add);
        metadata.put("prompt", prompt);
        metadata.putNull("node_threshold");
        metadata.put("schema_version", 1);
        ObjectNode view = root.putObject("qParams");
        view.putArray("pinnedIds");
        supernodes(view.putArray("supernodes"));
        view.put("linkType", "both");
        view.put("clickedId", "");
        view.put("sg_pos", "");
        ArrayNode nodes = root.putArray("nodes");
        features.forEach(feature -> node(nodes.addObject(), feature));
        ArrayNode links = root.putArray("links");
        subgraph.edges().forEach(edge -> links.addObject()
                .put("source", ids.get(edge.source()))
                .put("target", ids.get(edge.target()))
                .put("weight", edge.r()));
        return root;
    }

    private void node(ObjectNode node, SubgraphFeature feature) {
        long sum = (long) feature.layer() + feature.index();
        node.put("node_id", Objects.requireNonNull(ids.get(feature.key())));
        // Cantor's pairing of layer and index, as circuit-tracer numbers its features.
        node.put("feature", sum * (sum + 1) / 2 + feature.index());
        node.put("layer", Integer.toString(feature.layer()));
        node.put("ctx_idx", position(feature));
        node.put("feature_type", "cross layer transcoder");
        node.put("token_prob", 0.0);
        node.put("is_target_logit", false);
        node.put("run_idx", 0);
        node.put("reverse_ctx_idx", 0);
        node.put("jsNodeId", feature.layer() + "_" + feature.index() + "-0");
        node.put("clerp", Objects.requireNonNullElse(feature.label(), ""));
        node.putNull("influence");
        node.put("activation", feature.max());
    }

    private int position(SubgraphFeature feature) {
        return positions.isEmpty() ? 0 : positions.indexOf(feature.sae());
    }

    private static List<String> positions(List<SubgraphFeature> features) {
        Map<Integer, String> setOf = new HashMap<>();
        Set<Integer> severalIn = new HashSet<>();
        features.forEach(feature -> {
            if (!feature.sae().equals(setOf.computeIfAbsent(feature.layer(), layer -> feature.sae()))) {
                severalIn.add(feature.layer());
            }
        });
        return severalIn.isEmpty()
                ? List.of()
                : features.stream().map(SubgraphFeature::sae).distinct().toList();
    }

    private void supernodes(ArrayNode supernodes) {
        Map<Integer, ArrayNode> byCommunity = new TreeMap<>();
        for (SubgraphFeature feature : subgraph.features()) {
            if (feature.community() != null) {
                byCommunity
                        .computeIfAbsent(feature.community(), number -> JSON.createArrayNode()
                                .add("community " + number))
                        .add(ids.get(feature.key()));
            }
        }
        byCommunity.values().stream().filter(group -> group.size() > 2).forEach(supernodes::add);
    }
}
