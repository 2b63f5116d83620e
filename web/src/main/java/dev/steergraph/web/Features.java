package dev.steergraph.web;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds features by address, and by the words and letters of their labels. */
final class Features {

    private static final int MOST = 200;
    private static final int HIGHEST_LAYER = 9_999;

    private final Graph graph;
    private final Runs runs;

    Features(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/features?model&run&q&layer&limit&cursor} */
    void search(Context ctx) {
        Run run = runs.of(ctx);
        int limit = Query.integer(ctx, "limit", 50, 1, MOST);
        int skip = Cursor.of(ctx);
        Integer layer = Query.optionalInteger(ctx, "layer", 0, HIGHEST_LAYER).orElse(null);
        ctx.json(Query.text(ctx, "q")
                .map(q -> find(run, q, layer, limit, skip))
                .orElseGet(() -> all(run, layer, limit, skip)));
    }

    private Page all(Run run, Integer layer, int limit, int skip) {
        return graph.page("features", parameters(run, "layer", layer), limit, skip);
    }

    private Page find(Run run, String text, Integer layer, int limit, int skip) {
        Optional<FeatureAddress> address = FeatureAddress.parse(text);
        if (address.isPresent()) {
            return at(run, address.get(), limit);
        }
        Optional<String> words = LabelWords.lucene(text);
        if (words.isPresent()) {
            Map<String, Object> parameters = parameters(run, "layer", layer);
            parameters.put("words", words.get());
            Page page = graph.page("features-by-text", parameters, limit, skip);
            if (page.total() > 0 || skip > 0) {
                return page;
            }
        }
        Map<String, Object> parameters = parameters(run, "layer", layer);
        parameters.put("text", text);
        return graph.page("features-containing", parameters, limit, skip);
    }

    private Page at(Run run, FeatureAddress address, int limit) {
        if (!address.model().orElse(run.model()).equals(run.model())) {
            return Page.of(List.of(), 0);
        }
        Map<String, Object> parameters = parameters(run, "sae", address.sae().orElse(null));
        parameters.put("layer", address.layer());
        parameters.put("index", address.index());
        return graph.page("features-by-place", parameters, limit);
    }

    /**
     * The key of the one feature that a person means.
     *
     * @throws UserError if the text is no address, or that of several features
     * @throws Problem if there is no such feature
     */
    String key(Run run, String text) {
        FeatureAddress address = FeatureAddress.parse(text)
                .orElseThrow(() -> new UserError("\"" + text
                        + "\" is no feature; write layer:index such as 3:650, or choose one from the list"));
        List<?> found = at(run, address, 2).items();
        if (found.isEmpty()) {
            throw Problem.notFound("run \"" + run.id() + "\" has no feature " + text);
        }
        if (found.size() > 1) {
            throw new UserError(text + " is a feature of several SAEs; write layer-set:index");
        }
        return (String) ((Map<?, ?>) found.get(0)).get("key");
    }

    /** The key of the feature at {@code /{model}/{source}/{index}}. @throws Problem if there is none */
    String key(Context ctx) {
        String model = ctx.pathParam("model");
        FeatureId id = FeatureAddress.of(model, ctx.pathParam("source"), ctx.pathParam("index"));
        Run run = runs.of(ctx, model);
        String key = run.key(id);
        if (details(List.of(key)).items().isEmpty()) {
            throw Problem.notFound("run \"" + run.id() + "\" has no feature " + id
                    + "; it never fired, or the number is outside its SAE");
        }
        return key;
    }

    /** All that is known of each feature, in no particular order. */
    Page details(List<String> keys) {
        return graph.page("feature", Map.of("keys", keys), Math.max(1, keys.size()));
    }

    private static Map<String, Object> parameters(Run run, String name, Object value) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("run", run.id());
        parameters.put(name, value);
        return parameters;
    }
}
