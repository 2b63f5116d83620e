package dev.steergraph.web.api.pair;

import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.api.feature.FeatureName;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people say about pairs of features; beside selections the only thing that the explorer writes. */
public final class Reviews implements Resource {

    private static final Parameter<Integer> LIMIT = Parameters.limit(50, 200);
    private static final Parameter<Integer> QUEUE_LIMIT = Parameters.limit(10, 100);
    private static final Parameter<String> SOURCE = Parameter.text("source", "A feature's key", FeatureKeys.MAX_LENGTH);
    private static final Parameter<String> TARGET = Parameter.text("target", "Another's", FeatureKeys.MAX_LENGTH);

    private static final Parameter<Optional<String>> AFTER_SOURCE = Parameter.text(
                    "afterSource", "With afterTarget: pairs that come after this one only", FeatureKeys.MAX_LENGTH)
            .optional();
    private static final Parameter<Optional<String>> AFTER_TARGET = Parameter.text(
                    "afterTarget", "The key of its upper feature", FeatureKeys.MAX_LENGTH)
            .optional();

    /** A verdict on a pair; r is null if the two do not correlate. */
    record Review(
            FeatureName source,
            FeatureName target,
            @Nullable Double r,
            Verdict verdict,
            @Nullable String note,
            String at) {}

    /** A verdict as it was stored. */
    record StoredReview(
            String source,
            String target,
            Verdict verdict,
            @Nullable String note,
            String at) {}

    private record Known(boolean correlated) {}

    private record Strength(double strength) {}

    private record Removed(long removed) {}

    private record BandCount(long band, Verdict verdict, long times) {}

    private final Graph graph;
    private final RunFinder runs;
    private final QueueCounts counts;

    public Reviews(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
        this.counts = new QueueCounts(graph);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/reviews", "reviews", "What people said about pairs, newest first", this::list)
                        .takes(Parameters.MODEL, Parameters.RUN, LIMIT, Parameters.CURSOR)
                        .answersPageOf(Review.class)
                        .refuses(404),
                Route.put("/api/reviews", "review", "Stores a verdict on a pair, in place of an earlier one", this::put)
                        .takesBody(Judgement.class)
                        .answers(StoredReview.class)
                        .refuses(404, 409),
                Route.delete("/api/reviews", "unreview", "Takes the verdict on a pair back", this::delete)
                        .takes(SOURCE, TARGET)
                        .answersNothing("Taken back")
                        .refuses(404),
                Route.get(
                                "/api/reviews/queue",
                                "queue",
                                "The strongest correlations between layers or sites that nobody has judged",
                                this::queue)
                        .takes(queueParameters())
                        .answersPageOf(Pair.class)
                        .refuses(404),
                Route.get("/api/reviews/agreement", "agreement", "Verdicts by tenths of |r|", this::agreement)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .answers(Agreement.class)
                        .refuses(404));
    }

    private void list(Context ctx) {
        int limit = LIMIT.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        ctx.json(graph.page("reviews", Arguments.of("run", runs.of(ctx).id()), limit, skip, Review.class));
    }

    private static Parameter<?>[] queueParameters() {
        return Stream.of(
                        List.of(Parameters.MODEL, Parameters.RUN),
                        QueueFilter.PARAMETERS,
                        List.of(AFTER_SOURCE, AFTER_TARGET, QUEUE_LIMIT, Parameters.CURSOR))
                .flatMap(List::stream)
                .toArray(Parameter<?>[]::new);
    }

    /** After a pair there are as many as the page has and more, if it is full: where in the order it stands is not known. */
    private void queue(Context ctx) {
        int limit = QUEUE_LIMIT.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        QueueFilter filter = QueueFilter.of(ctx);
        Optional<String> source = AFTER_SOURCE.of(ctx);
        Optional<String> target = AFTER_TARGET.of(ctx);
        Run run = runs.of(ctx);
        Arguments arguments = filter.of(run)
                .with("afterStrength", strength(source, target))
                .with("afterSource", source)
                .with("afterTarget", target);
        ctx.json(graph.page("review-queue", arguments, limit, skip, counts.left(run, filter), Pair.class));
    }

    private Optional<Double> strength(Optional<String> source, Optional<String> target) {
        if (source.isEmpty() && target.isEmpty()) {
            return Optional.empty();
        }
        Arguments pair = Arguments.of("source", source.orElse("")).with("target", target.orElse(""));
        return Optional.of(graph.row("review-strength", pair, Strength.class)
                .orElseThrow(() -> Problem.notFound(
                        "afterSource and afterTarget are no features that correlate, the lower one first"))
                .strength());
    }

    private void put(Context ctx) {
        Judgement judgement = Body.of(ctx, Judgement.class);
        Arguments pair = Arguments.of("source", judgement.source()).with("target", judgement.target());
        Known known = graph.row("review-pair", pair, Known.class)
                .orElseThrow(() -> Problem.notFound(
                        "the graph has no run with both " + judgement.source() + " and " + judgement.target()));
        if (!known.correlated()) {
            throw uncorrelated(judgement);
        }
        Arguments arguments = pair.with("verdict", judgement.verdict().label()).with("note", judgement.note());
        ctx.json(graph.write("review-put", arguments, StoredReview.class).orElseThrow(() -> uncorrelated(judgement)));
    }

    private static Problem uncorrelated(Judgement judgement) {
        return new Problem(
                409,
                judgement.source() + " and " + judgement.target()
                        + " do not correlate in the graph, so there is nothing to judge");
    }

    private void delete(Context ctx) {
        Arguments pair = Arguments.of("source", SOURCE.of(ctx)).with("target", TARGET.of(ctx));
        if (graph.write("review-delete", pair, Removed.class).orElseThrow().removed() == 0) {
            throw Problem.notFound("nobody has judged this pair");
        }
        ctx.status(204);
    }

    private void agreement(Context ctx) {
        Map<Long, Map<Verdict, Long>> bands = new TreeMap<>();
        for (BandCount row :
                graph.rows("review-bands", Arguments.of("run", runs.of(ctx).id()), BandCount.class)) {
            bands.computeIfAbsent(row.band(), any -> new EnumMap<>(Verdict.class))
                    .put(row.verdict(), row.times());
        }
        ctx.json(new Agreement(bands.entrySet().stream()
                .map(entry -> Agreement.Band.of(entry.getKey(), entry.getValue()))
                .toList()));
    }
}
