package dev.steergraph.web.api.feature;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One feature: its numbers, the texts where it is most active, the tokens that it promotes, what others say of it, its
 * strongest correlates of either sign, and what was measured by steering: what it moves and what moves it.
 */
public final class FeatureView implements Resource {

    private static final int MAX_ITEMS = 200;

    private static final int MAX_LABELS = 5;

    private static final Parameter<Integer> CONTEXTS = Parameter.integer(
                    "contexts", "How many texts at most", 1, MAX_ITEMS)
            .withDefault(20);
    private static final Parameter<Integer> CORRELATES = Parameter.integer(
                    "correlates", "How many correlates of each sign, and effects each way, at most", 1, MAX_ITEMS)
            .withDefault(12);

    /** All that its page shows. */
    record FeatureDetails(
            Feature feature,
            Page<ContextText> contexts,

            @Schema(description = "Tokens whose logits it raises most, highest first; of language models")
            List<TokenLogit> promoted,

            @Schema(description = "Tokens whose logits it lowers most, lowest first; of language models")
            List<TokenLogit> suppressed,

            @Schema(description = "What others say that it means, best score first")
            Page<Explanation> explanations,

            @Schema(description = "Labels of documents that it goes with, highest |r| first")
            Page<DocumentLabel> labels,

            @Schema(
                    description = "Rows by activation, two bins to each power of two, from the lowest that holds any;"
                            + " empty for runs loaded before these were kept")
            List<Bin> activations,

            Page<Correlate> positive,
            Page<Correlate> negative,

            @Schema(
                    description =
                            "How strongly it was steered to measure its effects, in multiples of its largest activation;"
                                    + " null if it was not")
            @Nullable
            Double steered,

            @Schema(description = "Tokens whose logits rose most when it was steered; of language models")
            List<String> raised,

            @Schema(description = "Tokens whose logits fell most when it was steered; of language models")
            List<String> lowered,

            @Schema(description = "Features that steering it moves, largest effect first; unknown if it was not")
            Page<Effect> moves,

            @Schema(description = "Features that move it when they are steered, the largest effect first")
            Page<Effect> movedBy) {}

    /** A label of documents that the feature goes with. */
    record DocumentLabel(
            String label,

            @Schema(description = "Correlation of its activation, pooled over a document, with having the label")
            double r,

            double auroc,

            @Schema(description = "Documents with the label in which it is active")
            long documents,

            @Schema(description = "Their share of all documents with the label")
            double share) {}

    /** A text in which the feature is active, and how much at each token. */
    record ContextText(
            long rank,

            @Schema(description = "The largest activation in it")
            double value,

            @Schema(description = "Which token has it") @Nullable
            Integer token,

            @Nullable List<Double> activations,
            @Nullable Long document,
            String text,
            List<String> tokens,
            @Nullable String category) {}

    /** A token, as it stands in a text. */
    record TokenLogit(
            String token,

            @Schema(
                    description =
                            "What one unit of the feature's activation adds to its logit, less the mean over the vocabulary")
            double logit) {}

    /** What somebody wrote of a feature. */
    record Explanation(
            String text,

            @Schema(description = "Neuronpedia or delphi") String source,

            @Schema(description = "How it was made") @Nullable
            String method,

            @Schema(description = "The language model that wrote it") @Nullable
            String model,

            @Schema(description = "Names of the measures of how well it does")
            List<String> scoreNames,

            @Schema(description = "In the order of the names")
            List<Double> scores) {}

    private record Steered(@Nullable Double strength, List<String> raised, List<String> lowered) {}

    private record Promoted(
            List<String> topTokens, List<Double> topLogits, List<String> bottomTokens, List<Double> bottomLogits) {}

    private record Counted(double from, List<Long> counts) {}

    private final Graph graph;
    private final FeatureFinder features;

    public FeatureView(Graph graph, FeatureFinder features) {
        this.graph = graph;
        this.features = features;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/features/{source}/{index}",
                        "feature",
                        "One feature with its texts and strongest correlates",
                        this::show)
                .takes(Parameters.SOURCE, Parameters.INDEX, Parameters.MODEL, Parameters.RUN, CONTEXTS, CORRELATES)
                .answers(FeatureDetails.class)
                .refuses(404));
    }

    private void show(Context ctx) {
        int contexts = CONTEXTS.of(ctx);
        int limit = CORRELATES.of(ctx);
        Feature feature = features.of(ctx);
        Arguments key = Arguments.of("key", feature.key());
        Promoted tokens = graph.row("promoted", key, Promoted.class)
                .orElse(new Promoted(List.of(), List.of(), List.of(), List.of()));
        Steered steered = graph.row("steered", key, Steered.class).orElse(new Steered(null, List.of(), List.of()));
        ctx.json(new FeatureDetails(
                feature,
                graph.page("contexts", key, contexts, ContextText.class),
                logits(tokens.topTokens(), tokens.topLogits()),
                logits(tokens.bottomTokens(), tokens.bottomLogits()),
                graph.page("explanations", key, MAX_ITEMS, Explanation.class),
                graph.page("labels", key, MAX_LABELS, DocumentLabel.class),
                activations(key),
                correlates(key, Sign.POSITIVE, limit),
                correlates(key, Sign.NEGATIVE, limit),
                steered.strength(),
                steered.raised(),
                steered.lowered(),
                graph.page("moves", key, limit, Effect.class),
                graph.page("moved-by", key, limit, Effect.class)));
    }

    private static List<TokenLogit> logits(List<String> tokens, List<Double> logits) {
        return IntStream.range(0, Math.min(tokens.size(), logits.size()))
                .mapToObj(i -> new TokenLogit(tokens.get(i), logits.get(i)))
                .toList();
    }

    private Page<Correlate> correlates(Arguments key, Sign sign, int limit) {
        return graph.page("correlates", key.with("sign", sign.value()), limit, Correlate.class);
    }

    /** Two bins to each power of two, as they were counted; none if the graph does not know. */
    private List<Bin> activations(Arguments key) {
        List<Bin> bins = new ArrayList<>();
        graph.row("activations", key, Counted.class).ifPresent(counted -> {
            double from = counted.from();
            for (long count : counted.counts()) {
                double to = from == Math.scalb(1.0, Math.getExponent(from)) ? from * 1.5 : from / 1.5 * 2;
                bins.add(new Bin(from, to, count));
                from = to;
            }
        });
        return bins;
    }
}
