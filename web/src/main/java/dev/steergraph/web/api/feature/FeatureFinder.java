package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Choice;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds features by address, by the words of their labels, explanations, top tokens and texts, by the letters of their labels, and by
 * what is known of them.
 */
public final class FeatureFinder {

    private static final String TEXT_INDEX = "feature_text";
    private static final String LABEL_INDEX = "feature_label";
    private static final String CONTEXT_INDEX = "context_text";
    private static final int MAX_CHOICES = 20;

    private final Graph graph;
    private final RunFinder runs;

    public FeatureFinder(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /**
     * What is asked for.
     *
     * @param texts whether words are also looked for in texts
     */
    record Slice(boolean texts, FeatureOrder order, boolean descending, int limit, int skip) {

        private Arguments in(Arguments arguments) {
            return arguments.with("sort", Choice.label(order)).with("descending", descending);
        }
    }

    /** Those that a person's text means, in a place unless the text says one; all of it for no text. */
    Page<Feature> find(Run run, String text, Place place, Slice slice) {
        Optional<FeatureAddress> address = FeatureAddress.parse(text);
        if (address.isPresent()) {
            return at(run, address.get(), slice.limit());
        }
        FeatureQuery query = FeatureQuery.parse(text);
        Arguments arguments = query.in(slice.in(place.in(of(run))));
        if (query.hasNoWords()) {
            return page("features", arguments, slice);
        }
        boolean all = hasIndex(TEXT_INDEX);
        Optional<String> words = LabelWords.lucene(query.words(), all);
        if (words.isPresent()) {
            Page<Feature> page = page(
                    "features-by-text",
                    arguments
                            .with("words", words)
                            .with("index", all ? TEXT_INDEX : LABEL_INDEX)
                            .with("inTexts", LabelWords.lucene(query.words(), false))
                            .with("plain", LabelWords.plain(query.words()))
                            .with("texts", slice.texts() && hasIndex(CONTEXT_INDEX)),
                    slice);
            if (page.total() > 0 || slice.skip() > 0) {
                return page;
            }
        }
        return page("features-containing", arguments.with("text", query.words()), slice);
    }

    private Page<Feature> page(String query, Arguments arguments, Slice slice) {
        return graph.page(query, arguments, slice.limit(), slice.skip(), Feature.class);
    }

    /**
     * The key of the one feature that a person means.
     *
     * @throws UserError if the text is no address, or that of features of several sets
     * @throws Problem if there is no such feature
     */
    public String key(Run run, String text) {
        FeatureAddress address = FeatureAddress.parse(text)
                .orElseThrow(() -> new UserError("\"" + text
                        + "\" is no feature; write layer:index such as 3:650, or choose one from the list"));
        List<Feature> found = at(run, address, MAX_CHOICES).items();
        if (found.isEmpty()) {
            throw Problem.notFound("run \"" + run.id() + "\" has no feature " + text);
        }
        if (found.size() > 1) {
            throw new UserError(text + " could be a feature of several sets; write "
                    + found.stream()
                            .map(feature -> feature.layer() + "/" + feature.sae() + ":" + feature.index())
                            .collect(Collectors.joining(" or ")));
        }
        return found.get(0).key();
    }

    /** The feature that a request is about. @throws Problem if there is none */
    Feature of(Context ctx) {
        String source = Parameters.SOURCE.of(ctx);
        int index = Parameters.INDEX.of(ctx);
        Run run = runs.of(ctx);
        FeatureId id = FeatureAddress.of(run.model(), source, Integer.toString(index));
        return details(List.of(run.key(id))).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("run \"" + run.id() + "\" has no feature " + id
                        + "; it is never active, or the number is outside its SAE"));
    }

    /** All that is known of each feature, in no particular order. */
    public List<Feature> details(List<String> keys) {
        return graph.page("feature", Arguments.of("keys", keys), Math.max(1, keys.size()), Feature.class)
                .items();
    }

    /** A database that was loaded by an earlier version has no index of texts, and maybe one of labels alone. */
    private boolean hasIndex(String name) {
        return graph.row("text-index", Arguments.of("name", name), IndexName.class)
                .isPresent();
    }

    private record IndexName(String name) {}

    private Page<Feature> at(Run run, FeatureAddress address, int limit) {
        if (!address.model().orElse(run.model()).equals(run.model())) {
            return Page.of(List.of(), 0);
        }
        Arguments where = of(run).with("layer", address.layer())
                .with("index", address.index())
                .with("sae", address.sae());
        return graph.page("features-by-place", where, limit, Feature.class);
    }

    private static Arguments of(Run run) {
        return Arguments.of("run", run.id());
    }
}
