package dev.steergraph.web.api.community;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.core.UserError;
import dev.steergraph.web.api.pair.Pair;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two communities side by side. */
public final class CommunityComparison implements Resource {

    private static final Parameter<Integer> A =
            Parameters.community("a", "A community").inPath();
    private static final Parameter<Integer> B =
            Parameters.community("b", "Another").inPath();
    private static final Parameter<Integer> LIMIT = Parameters.limit(20, 200);

    /** What joins them, and which features of others correlate with both. */
    record Comparison(Community a, Community b, JoiningEdges edges, Page<SharedCorrelate> shared) {}

    /** The correlations between them, the strongest first, and how many are of which sign. */
    record JoiningEdges(@JsonUnwrapped Page<Pair> page, long positive, long negative) {}

    /** A feature of neither that correlates with members of both. */
    record SharedCorrelate(
            String key,
            String model,
            int layer,
            @Nullable String site,
            @Nullable Integer depth,
            int index,
            String sae,
            @Nullable String label,
            @Nullable Integer community,

            @Schema(description = "The largest |r| with a member of a")
            double toA,

            @Schema(description = "The largest |r| with a member of b")
            double toB,

            @Schema(description = "Correlations with members of a")
            long linksA,

            @Schema(description = "Correlations with members of b")
            long linksB) {}

    private record Joining(long total, long positive, Pair item) {}

    private final Graph graph;
    private final RunFinder runs;

    public CommunityComparison(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/communities/{a}/compare/{b}",
                        "compare",
                        "Two communities side by side: what joins them, and which features of others correlate with both",
                        this::compare)
                .takes(A, B, Parameters.MODEL, Parameters.RUN, LIMIT)
                .answers(Comparison.class)
                .refuses(404));
    }

    private void compare(Context ctx) {
        int a = A.of(ctx);
        int b = B.of(ctx);
        if (a == b) {
            throw new UserError("a comparison needs two communities; " + a + " is both");
        }
        int limit = LIMIT.of(ctx);
        Run run = runs.of(ctx);
        Community first = Communities.one(graph, run, a);
        Community second = Communities.one(graph, run, b);
        Arguments both = Arguments.of("run", run.id()).with("a", a).with("b", b);
        ctx.json(new Comparison(
                first,
                second,
                joining(both, limit),
                graph.page("compare-shared", both, limit, SharedCorrelate.class).withoutCursor()));
    }

    private JoiningEdges joining(Arguments both, int limit) {
        List<Joining> rows = graph.rows("compare-edges", both.with("limit", limit), Joining.class);
        long total = rows.isEmpty() ? 0 : rows.get(0).total();
        long positive = rows.isEmpty() ? 0 : rows.get(0).positive();
        Page<Pair> page =
                Page.of(rows.stream().map(Joining::item).toList(), total).withoutCursor();
        return new JoiningEdges(page, positive, total - positive);
    }
}
