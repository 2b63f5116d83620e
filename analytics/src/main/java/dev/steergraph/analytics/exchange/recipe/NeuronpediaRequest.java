package dev.steergraph.analytics.exchange.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.analytics.exchange.recipe.SteeringRecipe.Entry;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of Neuronpedia's {@code POST /api/steer}. Features are called as the addresses of their pages there call them.
 *
 * @param entries of one model
 */
record NeuronpediaRequest(List<Entry> entries) {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern PAGE = Pattern.compile(".*/([^/]+)/([^/]+)/(\\d+)");

    /** Neuronpedia takes strengths up to this. */
    private static final double MAX_STRENGTH = 300;

    private record Page(String model, String source, int index) {

        static Optional<Page> of(Entry entry) {
            Matcher matcher = PAGE.matcher(entry.neuronpedia() == null ? "" : entry.neuronpedia());
            return matcher.matches()
                    ? Optional.of(new Page(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
                    : Optional.empty();
        }
    }

    /** Features that Neuronpedia does not have. */
    long leftOut() {
        return entries.stream().filter(entry -> Page.of(entry).isEmpty()).count();
    }

    /** Whether it has all of them. */
    boolean isComplete() {
        return leftOut() == 0;
    }

    /** @throws UserError if Neuronpedia does not have one of the features */
    void write(Path file) throws IOException {
        String text = JSON.writeValueAsString(body()) + "\n";
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private ObjectNode body() {
        double strongest =
                entries.stream().mapToDouble(e -> Math.abs(e.scale())).max().orElse(0);
        double multiplier = Math.max(1, strongest / MAX_STRENGTH);
        ObjectNode root = JSON.createObjectNode();
        root.put("prompt", "The most important thing is");
        root.put("modelId", page(entries.get(0)).model());
        ArrayNode features = root.putArray("features");
        for (Entry entry : entries) {
            Page page = page(entry);
            features.addObject()
                    .put("modelId", page.model())
                    .put("layer", page.source())
                    .put("index", page.index())
                    .put("strength", entry.scale() / multiplier);
        }
        root.put("temperature", 0.5);
        root.put("n_tokens", 48);
        root.put("freq_penalty", 2);
        root.put("seed", 16);
        root.put("strength_multiplier", multiplier);
        return root;
    }

    private static Page page(Entry entry) {
        return Page.of(entry)
                .orElseThrow(() -> new UserError("Neuronpedia has no feature " + entry.feature()
                        + ", so it cannot steer with it; export a recipe, or features of SAEs that are there."));
    }
}
