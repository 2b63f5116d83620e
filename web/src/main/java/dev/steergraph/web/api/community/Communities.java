package dev.steergraph.web.api.community;

import dev.steergraph.web.api.feature.Feature;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The communities of a run, and the members of one. */
public final class Communities implements Resource {

    private static final Parameter<Integer> LIMIT = Parameters.limit(100, 500);
    private static final Parameter<Integer> NUMBER =
            Parameters.community("number", "The community").inPath();
    private static final PlaceParameters MEMBERS = PlaceParameters.LISTED;

    /** A community and a page of its members. */
    record CommunityMembers(
            Community community,
            List<Feature> items,
            long total,
            boolean truncated,
            @Nullable String nextCursor) {}

    private final Graph graph;
    private final RunFinder runs;

    public Communities(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/communities", "communities", "The communities of a run, largest first", this::list)
                        .takes(Parameters.MODEL, Parameters.RUN, LIMIT, Parameters.CURSOR)
                        .answersPageOf(Community.class)
                        .refuses(404),
                Route.get(
                                "/api/communities/{number}",
                                "community",
                                "One community and its members, most central first",
                                this::show)
                        .takes(
                                NUMBER,
                                Parameters.MODEL,
                                Parameters.RUN,
                                MEMBERS.layer(),
                                MEMBERS.site(),
                                MEMBERS.set(),
                                LIMIT,
                                Parameters.CURSOR)
                        .answers(CommunityMembers.class)
                        .refuses(404));
    }

    /** The community of this number. @throws Problem if there is none */
    static Community one(Graph graph, Run run, int number) {
        Arguments arguments = Arguments.of("run", run.id()).with("number", number);
        return graph.page("communities", arguments, 1, Community.class).items().stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("run \"" + run.id() + "\" has no community " + number));
    }

    private void list(Context ctx) {
        Arguments all = Arguments.of("run", runs.of(ctx).id()).with("number", Optional.empty());
        ctx.json(graph.page("communities", all, LIMIT.of(ctx), Parameters.CURSOR.of(ctx), Community.class));
    }

    private void show(Context ctx) {
        int number = NUMBER.of(ctx);
        int limit = LIMIT.of(ctx);
        Place place = MEMBERS.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        Run run = runs.of(ctx);
        Community community = one(graph, run, number);
        Arguments arguments = place.in(Arguments.of("run", run.id()).with("number", number));
        Page<Feature> members = graph.page("members", arguments, limit, skip, Feature.class);
        ctx.json(new CommunityMembers(
                community, members.items(), members.total(), members.truncated(), members.nextCursor()));
    }
}
