package dev.steergraph.analytics.exchange.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.CsvWriter;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Features with coefficients for steering tools. A coefficient counts multiples of the feature's largest activation: 1 adds
 * what the feature adds where it fires most.
 *
 * <ul>
 *   <li>{@code recipe.json}: everything, format {@code steergraph.recipe}, version 1.
 *   <li>{@code vectors.safetensors}: for each hook point {@code HOOK.vectors} F32[n, d_model], decoder rows times the largest
 *       activation; {@code HOOK.coefficients} F32[n]; {@code HOOK.features} I32[n]; {@code HOOK.sum} F32[d_model], what to add
 *       in all, the sum of coefficient times vector.
 *   <li>{@code lm-eval.csv}: lm-evaluation-harness' {@code steered} model. It knows one feature for each hook point, of an SAE
 *       that SAELens finds by name; of several the strongest is in the file.
 *   <li>{@code neuronpedia-steer.json}: the body of Neuronpedia's {@code POST /api/steer}.
 * </ul>
 */
public final class SteeringRecipe {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Neuronpedia takes strengths up to this. */
    private static final double MAX_STRENGTH = 300;

    private static final Pattern HUB = Pattern.compile("([^/@]+/[^/@]+)(?:@[^/]+)?/(.+)");

    private final List<Entry> entries;
    private final String blocks;

    /**
     * One feature.
     *
     * @param coefficient multiples of {@code max}
     * @param max the feature's largest activation
     * @param direction its row of W_dec, float[d_model]
     * @param place where its SAE is: a folder, or a place on the hub
     */
    public record Entry(
            FeatureId feature,
            HookPoint hook,
            double coefficient,
            double max,
            float[] direction,
            String place,
            String label) {

        /** What the direction is multiplied with. */
        double scale() {
            return coefficient * max;
        }
    }

    /**
     * @param entries at least one
     * @param blocks what transformers' model calls its list of blocks, such as {@code layers}, {@code h}
     */
    public SteeringRecipe(List<Entry> entries, String blocks) {
        this.entries = List.copyOf(entries);
        this.blocks = blocks;
    }

    /** @return the files */
    public List<Path> write(Path folder) throws IOException {
        Map<HookPoint, List<Entry>> byHook = new TreeMap<>();
        entries.forEach(entry ->
                byHook.computeIfAbsent(entry.hook(), hook -> new ArrayList<>()).add(entry));
        List<Path> files = List.of(
                folder.resolve("recipe.json"),
                folder.resolve("vectors.safetensors"),
                folder.resolve("lm-eval.csv"),
                folder.resolve("neuronpedia-steer.json"));
        json(files.get(0), recipe());
        vectors(files.get(1), byHook);
        lmEval(files.get(2), byHook);
        json(files.get(3), neuronpedia());
        return files;
    }

    /** Only what {@code neuronpedia-steer.json} holds, for which directions and places may be empty. */
    public void writeNeuronpedia(Path file) throws IOException {
        json(file, neuronpedia());
    }

    /** Features that {@code lm-eval.csv} has no room for. */
    public long leftOutOfCsv() {
        return entries.size() - entries.stream().map(Entry::hook).distinct().count();
    }

    private ObjectNode recipe() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "steergraph.recipe").put("version", 1);
        root.put("unit", "multiples of the feature's largest activation");
        ArrayNode features = root.putArray("features");
        for (Entry entry : entries) {
            features.addObject()
                    .put("feature", entry.feature().toString())
                    .put("hook", entry.hook().toString())
                    .put("index", entry.feature().index())
                    .put("coefficient", entry.coefficient())
                    .put("maxActivation", entry.max())
                    .put("label", entry.label())
                    .put("sae", entry.place());
        }
        return root;
    }

    private static void vectors(Path file, Map<HookPoint, List<Entry>> byHook) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<HookPoint, List<Entry>> of : byHook.entrySet()) {
            List<Entry> here = of.getValue();
            int n = here.size();
            int d = here.get(0).direction().length;
            float[] vectors = new float[n * d];
            float[] coefficients = new float[n];
            int[] indices = new int[n];
            double[] sum = new double[d];
            for (int i = 0; i < n; i++) {
                Entry entry = here.get(i);
                coefficients[i] = (float) entry.coefficient();
                indices[i] = entry.feature().index();
                for (int k = 0; k < d; k++) {
                    vectors[i * d + k] = (float) (entry.direction()[k] * entry.max());
                    sum[k] += entry.direction()[k] * entry.scale();
                }
            }
            float[] added = new float[d];
            for (int k = 0; k < d; k++) {
                added[k] = (float) sum[k];
            }
            tensors.add(Tensor.of(of.getKey() + ".vectors", vectors, n, d));
            tensors.add(Tensor.of(of.getKey() + ".coefficients", coefficients, n));
            tensors.add(Tensor.of(of.getKey() + ".features", indices));
            tensors.add(Tensor.of(of.getKey() + ".sum", added, d));
        }
        Safetensors.write(file, new TreeMap<>(Map.of("format", "steergraph.recipe", "version", "1")), tensors);
    }

    /** One feature of each hook point, the strongest. */
    private void lmEval(Path file, Map<HookPoint, List<Entry>> byHook) throws IOException {
        AtomicFile.write(file, out -> {
            try (CsvWriter csv = new CsvWriter(
                    out,
                    "loader",
                    "action",
                    "sparse_model",
                    "hookpoint",
                    "feature_index",
                    "steering_coefficient",
                    "sae_id",
                    "description")) {
                for (List<Entry> here : byHook.values()) {
                    Entry entry = here.stream()
                            .max(Comparator.comparingDouble(e -> Math.abs(e.scale())))
                            .orElseThrow();
                    Matcher hub = HUB.matcher(entry.place());
                    boolean onHub = hub.matches();
                    csv.row(
                            "sae_lens",
                            "add",
                            onHub ? hub.group(1) : entry.place(),
                            module(entry.hook()),
                            entry.feature().index(),
                            entry.scale(),
                            onHub ? hub.group(2) : "",
                            oneLine(entry.label()));
                }
            }
        });
    }

    private String module(HookPoint hook) {
        return switch (hook.site()) {
            case RESID_POST -> blocks + "." + hook.layer();
            // The output of a module is what can be hooked there: a block's input is the output of the one before.
            case RESID_PRE -> blocks + "." + (hook.layer() - 1);
            case MLP_OUT -> blocks + "." + hook.layer() + ".mlp";
            case ATTN_OUT -> blocks + "." + hook.layer() + (blocks.equals("h") ? ".attn" : ".self_attn");
        };
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    private ObjectNode neuronpedia() {
        double strongest =
                entries.stream().mapToDouble(e -> Math.abs(e.scale())).max().orElse(0);
        double multiplier = Math.max(1, strongest / MAX_STRENGTH);
        ObjectNode root = JSON.createObjectNode();
        root.put("prompt", "The most important thing is");
        root.put("modelId", entries.get(0).feature().model());
        ArrayNode features = root.putArray("features");
        for (Entry entry : entries) {
            features.addObject()
                    .put("modelId", entry.feature().model())
                    .put("layer", entry.feature().source())
                    .put("index", entry.feature().index())
                    .put("strength", entry.scale() / multiplier);
        }
        root.put("temperature", 0.5);
        root.put("n_tokens", 48);
        root.put("freq_penalty", 2);
        root.put("seed", 16);
        root.put("strength_multiplier", multiplier);
        return root;
    }

    private static void json(Path file, ObjectNode root) throws IOException {
        String text = JSON.writeValueAsString(root) + "\n";
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
