package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Features with coefficients for steering tools. A coefficient counts multiples of the feature's largest activation: 1 adds
 * what the feature adds where it fires most.
 *
 * <ul>
 *   <li>{@code recipe.json}: everything, see {@link RecipeFile}.
 *   <li>{@code vectors.safetensors}: for each hook point {@code HOOK.vectors} F32[n, d_model], decoder rows times the largest
 *       activation; {@code HOOK.coefficients} F32[n]; {@code HOOK.features} I32[n]; {@code HOOK.sum} F32[d_model], what to add
 *       in all, the sum of coefficient times vector. Where features of several sets are added at one hook point, the metadata has
 *       {@code HOOK.sets}, the set of each row, separated by commas.
 *   <li>{@code lm-eval.pt}: for lm-evaluation-harness' {@code steered} model, what to add at each module.
 *   <li>{@code lm-eval.csv}: a feature for each module, of SAEs that SAELens finds by name. Not written unless that says
 *       everything: the harness takes one feature for a module.
 *   <li>{@code control-vector.gguf}: for llama.cpp, repeng and EasySteer, what to add to the output of each block. Not written
 *       if there is nothing that it can say.
 *   <li>{@code neuronpedia-steer.json}: the body of Neuronpedia's {@code POST /api/steer}. Not written unless it has all the
 *       features.
 * </ul>
 */
public final class SteeringRecipe {

    private final List<Entry> entries;
    private final BlockModules modules;
    private final ControlVectors control;
    private final NeuronpediaRequest neuronpedia;

    /**
     * One feature.
     *
     * @param hook that its SAE reads
     * @param written where its direction is added: the same, but of a transcoder
     * @param coefficient multiples of {@code max}
     * @param max the feature's largest activation
     * @param direction what one unit of its activation adds, float[width of the hook point]
     * @param place where its SAE is: a folder, or a place on the hub
     * @param neuronpedia address of its page at Neuronpedia; null if it has none
     */
    public record Entry(
            FeatureId feature,
            HookPoint hook,
            HookPoint written,
            double coefficient,
            double max,
            float[] direction,
            String place,
            String label,
            @Nullable String neuronpedia) {

        /** Of an autoencoder that Neuronpedia does not have. */
        public Entry(
                FeatureId feature,
                HookPoint hook,
                double coefficient,
                double max,
                float[] direction,
                String place,
                String label) {
            this(feature, hook, hook, coefficient, max, direction, place, label, null);
        }

        private Intervention intervention() {
            return new Intervention(
                    new Place.OfFeature(feature, hook, max, place), new Change.Add(coefficient), Positions.ALL, label);
        }

        /** What the direction is multiplied with. */
        double scale() {
            return coefficient * max;
        }
    }

    /**
     * @param entries at least one
     * @param blocks what transformers' model calls its list of blocks, such as {@code layers}, {@code h}
     * @param architecture config.json's model_type; empty if it is not known
     */
    public SteeringRecipe(List<Entry> entries, String blocks, String architecture) {
        this.entries = List.copyOf(entries);
        this.control = new ControlVectors(entries, architecture);
        this.neuronpedia = new NeuronpediaRequest(this.entries);
        this.modules = new BlockModules(blocks, entries.get(0).feature().model());
    }

    /** @return the files */
    public List<Path> write(Path folder) throws IOException {
        Map<HookPoint, List<Entry>> byHook = new TreeMap<>();
        entries.forEach(entry -> byHook.computeIfAbsent(entry.written(), hook -> new ArrayList<>())
                .add(entry));
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("recipe.json"));
        files.add(folder.resolve("vectors.safetensors"));
        files.add(folder.resolve("lm-eval.pt"));
        RecipeFile.write(
                files.get(0),
                new Recipe(entries.stream().map(Entry::intervention).toList()));
        vectors(files.get(1), byHook);
        lmEval().writeVectors(files.get(2));
        Path csv = folder.resolve("lm-eval.csv");
        if (lmEval().writeCsv(csv)) {
            files.add(csv);
        }
        Path request = folder.resolve("neuronpedia-steer.json");
        if (neuronpedia.isComplete()) {
            neuronpedia.write(request);
            files.add(request);
        } else {
            Files.deleteIfExists(request);
        }
        Path vector = folder.resolve("control-vector.gguf");
        if (control.write(vector)) {
            files.add(vector);
        }
        return List.copyOf(files);
    }

    /**
     * Only what {@code neuronpedia-steer.json} holds, for which directions and places may be empty.
     *
     * @throws UserError if Neuronpedia does not have one of the features
     */
    public void writeNeuronpedia(Path file) throws IOException {
        neuronpedia.write(file);
    }

    /** Whether {@code lm-eval.csv} says all of it, so that it is written; {@code lm-eval.pt} always does. */
    public boolean isInCsv() {
        return lmEval().isInCsv();
    }

    /** Features that Neuronpedia does not have; {@code neuronpedia-steer.json} is written if there are none. */
    public long leftOutOfNeuronpedia() {
        return neuronpedia.leftOut();
    }

    /** Features that {@code control-vector.gguf} cannot have. */
    public long leftOutOfControlVector() {
        return control.leftOut();
    }

    private LmEvalFiles lmEval() {
        return new LmEvalFiles(entries, modules);
    }

    private static void vectors(Path file, Map<HookPoint, List<Entry>> byHook) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        SortedMap<String, String> metadata = new TreeMap<>(Map.of("format", "steergraph.recipe", "version", "1"));
        for (Map.Entry<HookPoint, List<Entry>> of : byHook.entrySet()) {
            List<Entry> here = of.getValue();
            int n = here.size();
            int d = here.get(0).direction().length;
            float[] vectors = new float[n * d];
            float[] coefficients = new float[n];
            int[] indices = new int[n];
            for (int i = 0; i < n; i++) {
                Entry entry = here.get(i);
                coefficients[i] = (float) entry.coefficient();
                indices[i] = entry.feature().index();
                for (int k = 0; k < d; k++) {
                    vectors[i * d + k] = (float) (entry.direction()[k] * entry.max());
                }
            }
            tensors.add(Tensor.of(of.getKey() + ".vectors", vectors, n, d));
            tensors.add(Tensor.of(of.getKey() + ".coefficients", coefficients, n));
            tensors.add(Tensor.of(of.getKey() + ".features", indices));
            tensors.add(Tensor.of(of.getKey() + ".sum", sum(here), d));
            List<String> sets =
                    here.stream().map(entry -> entry.feature().sae()).toList();
            if (Set.copyOf(sets).size() > 1) {
                metadata.put(of.getKey() + ".sets", String.join(",", sets));
            }
        }
        Safetensors.write(file, metadata, tensors);
    }

    /** Coefficient times vector, added up over features of one width. */
    static float[] sum(List<Entry> entries) {
        double[] sum = new double[entries.get(0).direction().length];
        for (Entry entry : entries) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += entry.direction()[k] * entry.scale();
            }
        }
        float[] added = new float[sum.length];
        for (int k = 0; k < sum.length; k++) {
            added[k] = (float) sum[k];
        }
        return added;
    }
}
