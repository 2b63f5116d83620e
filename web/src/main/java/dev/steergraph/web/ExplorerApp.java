package dev.steergraph.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Set;

/** Builds the explorer without starting it: every route that there is, in one place. */
final class ExplorerApp {

    /** First parts of addresses that are no model. */
    private static final Set<String> RESERVED = Set.of("api", "api-doc", "assets", "browser", "guides", "lib");

    private static final long LARGEST_REQUEST = 1_000_000;

    private final Assets pages = new Assets("public/");
    private final Libraries libraries = new Libraries();
    private final Guides guides = new Guides();
    private final Graph graph;
    private final Answers answers;
    private final Neo4jBrowser neo4jBrowser;
    private final Health health;
    private final Runs runs;
    private final Features features;
    private final FeaturePage featurePage;
    private final Neighbours neighbours;
    private final Paths paths;
    private final Communities communities;
    private final Pairs pairs;
    private final FeatureMaps maps;
    private final Statistics statistics;
    private final Reviews reviews;
    private final Exports exports;

    private ExplorerApp(ExplorerConfig config) {
        graph = new Graph(config.driver(), config.database(), config.queryTimeout());
        answers = new Answers(graph);
        neo4jBrowser = new Neo4jBrowser(graph, config.boltUri());
        health = new Health(graph);
        runs = new Runs(graph, config.recipes());
        features = new Features(graph, runs);
        featurePage = new FeaturePage(graph, features);
        neighbours = new Neighbours(graph, features);
        paths = new Paths(
                runs, features, new SteeringGraphs(config.driver(), config.database(), graph, config.queryTimeout()));
        communities = new Communities(graph, runs);
        PairCounts counts = new PairCounts(graph);
        pairs = new Pairs(graph, runs, counts);
        maps = new FeatureMaps(graph);
        statistics = new Statistics(graph, runs);
        reviews = new Reviews(graph, runs, counts);
        exports = new Exports(config, runs, features, paths);
    }

    static Javalin create(ExplorerConfig config) {
        ExplorerApp app = new ExplorerApp(config);
        return Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.startup.showOldJavalinVersionWarning = false;
            javalin.http.maxRequestSize = LARGEST_REQUEST;
            javalin.http.generateEtags = true;
            app.guard(javalin.routes, config.access());
            app.api(javalin.routes);
            app.files(javalin.routes);
            app.screens(javalin.routes);
        });
    }

    private void guard(RoutesConfig routes, Access access) {
        routes.before(new RequestId());
        routes.before(new SecurityHeaders());
        routes.before(new KnownHost(access.names()));
        routes.before(new SameOrigin());
        routes.before(new TokenGuard(access.token(), pages));
        Problems.register(routes);
    }

    private void api(RoutesConfig routes) {
        routes.before("/api/*", ctx -> {
            ctx.header("Cache-Control", "private, no-cache");
            graph.state(); // Says at once if there is no database.
        });
        read(routes, "/api/health", health::check);
        read(routes, "/api/runs", runs::list);
        read(routes, "/api/features", features::search);
        read(routes, "/api/feature/{model}/{source}/{index}", featurePage::show);
        read(routes, "/api/neighbours/{model}/{source}/{index}", neighbours::around);
        routes.post("/api/subgraph", answers.keep(neighbours::subgraph));
        read(routes, "/api/paths", paths::between);
        read(routes, "/api/communities", communities::list);
        read(routes, "/api/community/{model}/{number}", communities::show);
        read(routes, "/api/communities/{a}/compare/{b}", communities::compare);
        read(routes, "/api/pairs", pairs::strongest);
        read(routes, "/api/runs/{run}/map", maps::show);
        read(routes, "/api/stats/heatmap", statistics::heatmap);
        read(routes, "/api/stats/histogram", statistics::histogram);
        read(routes, "/api/reviews", reviews::list);
        routes.put("/api/reviews", reviews::put);
        routes.delete("/api/reviews", reviews::delete);
        read(routes, "/api/reviews/queue", reviews::queue);
        read(routes, "/api/reviews/agreement", reviews::agreement);
        routes.post("/api/export", exports::write);
        routes.post("/api/export/count", exports::count);
        routes.get("/api/<unknown>", ctx -> {
            throw Problem.notFound("there is no resource " + ctx.path());
        });
    }

    /** HEAD as well, with what GET would say of itself. */
    private void read(RoutesConfig routes, String path, Handler resource) {
        Handler kept = answers.keep(resource);
        routes.get(path, kept);
        routes.head(path, kept);
    }

    private void files(RoutesConfig routes) {
        routes.get("/assets/<file>", ctx -> pages.serve(ctx, ctx.pathParam("file")));
        routes.get("/openapi.json", ctx -> pages.serve(ctx, "openapi.json"));
        routes.get("/api-doc", ctx -> pages.serve(ctx, "api-doc.html"));
        routes.get("/lib/{file}", libraries::serve);
        routes.get("/favicon.ico", ctx -> pages.serve(ctx, "favicon.svg"));
        routes.get("/guides/{file}", guides::serve);
        routes.options("/guides/{file}", guides::options);
        routes.get(Neo4jBrowser.PATH, neo4jBrowser::page);
        routes.get(Neo4jBrowser.PATH + "/<file>", neo4jBrowser::file);
    }

    private void screens(RoutesConfig routes) {
        routes.get("/", ctx -> {
            if (wantsJson(ctx)) {
                neo4jBrowser.discovery(ctx);
            } else {
                pages.serve(ctx, "index.html");
            }
        });
        routes.get("/{model}", this::shell);
        for (String screen :
                new String[] {"map", "search", "graph", "paths", "communities", "stats", "review", "export"}) {
            routes.get("/{model}/" + screen, this::shell);
        }
        routes.get("/{model}/{source}/{index}", this::shell);
    }

    /** Every screen is the same page; its script reads the address. */
    private void shell(Context ctx) {
        if (RESERVED.contains(ctx.path().split("/", 3)[1])) {
            throw Problem.notFound("there is no file " + ctx.path());
        }
        pages.serve(ctx, "index.html");
    }

    private static boolean wantsJson(Context ctx) {
        String accept = ctx.header("Accept");
        return accept != null && accept.contains("application/json") && !accept.contains("text/html");
    }
}
