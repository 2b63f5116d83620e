package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
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
 * @see <a href="https://github.com/safety-research/circuit-tracer">circuit-tracer, frontend/graph_models.py</a>
 */
final class SubgraphCircuit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SubgraphCircuit() {}

    /** @throws UserError if two SAEs of one layer are in it: a node is told by layer and index there */
    static void write(Subgraph subgraph, Path file) throws IOException {
        Map<String, String> ids = ids(subgraph.features());
        ObjectNode root = JSON.createObjectNode();
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        ObjectNode metadata = root.putObject("metadata");
        metadata.put("slug", name);
        metadata.put(
                "scan",
                subgraph.features().isEmpty() ? "" : subgraph.features().get(0).model());
        ArrayNode sets = metadata.putArray("transcoder_list");
        subgraph.features().stream()
                .map(f -> f.layer() + "-" + f.sae())
                .distinct()
                .forEach(sets::add);
        String prompt = "correlations of run " + subgraph.run() + ": " + subgraph.selection();
        metadata.putArray("prompt_tokens").add(prompt);
        metadata.put("prompt", prompt);
        metadata.putNull("node_threshold");
        metadata.put("schema_version", 1);
        ObjectNode view = root.putObject("qParams");
        view.putArray("pinnedIds");
        supernodes(view.putArray("supernodes"), subgraph.features(), ids);
        view.put("linkType", "both");
        view.put("clickedId", "");
        view.put("sg_pos", "");
        ArrayNode nodes = root.putArray("nodes");
        subgraph.features()
                .forEach(feature -> node(nodes.addObject(), feature, Objects.requireNonNull(ids.get(feature.key()))));
        ArrayNode links = root.putArray("links");
        subgraph.edges().forEach(edge -> links.addObject()
                .put("source", ids.get(edge.source()))
                .put("target", ids.get(edge.target()))
                .put("weight", edge.r()));
        byte[] text = JSON.writeValueAsBytes(root);
        AtomicFile.write(file, out -> out.write(text));
    }

    private static void node(ObjectNode node, SubgraphFeature feature, String id) {
        long sum = (long) feature.layer() + feature.index();
        node.put("node_id", id);
        // Cantor's pairing of layer and index, as circuit-tracer numbers its features.
        node.put("feature", sum * (sum + 1) / 2 + feature.index());
        node.put("layer", Integer.toString(feature.layer()));
        node.put("ctx_idx", 0);
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

    private static Map<String, String> ids(List<SubgraphFeature> features) {
        Map<String, String> ids = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (SubgraphFeature feature : features) {
            String id = feature.layer() + "_" + feature.index() + "_0";
            if (!taken.add(id)) {
                throw new UserError(
                        "feature " + feature.index() + " of layer " + feature.layer()
                                + " is there from two SAEs, which circuit-tracer's format cannot tell apart; export those of one");
            }
            ids.put(feature.key(), id);
        }
        return ids;
    }

    private static void supernodes(ArrayNode supernodes, List<SubgraphFeature> features, Map<String, String> ids) {
        Map<Integer, ArrayNode> byCommunity = new TreeMap<>();
        for (SubgraphFeature feature : features) {
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
