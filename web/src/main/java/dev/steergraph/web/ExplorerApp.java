package dev.steergraph.web;

import dev.steergraph.web.api.Api;
import dev.steergraph.web.bolt.BoltAddress;
import dev.steergraph.web.bolt.BoltRelay;
import dev.steergraph.web.graph.Database;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Assets;
import dev.steergraph.web.http.Guards;
import dev.steergraph.web.http.Methods;
import dev.steergraph.web.http.ResponseCache;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.http.ServerProblems;
import dev.steergraph.web.http.TrustedProxies;
import dev.steergraph.web.pages.Site;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.stream.Stream;

/** Builds the explorer without starting it: guards, then the API, then pages and files. */
final class ExplorerApp {

    private static final long MAX_REQUEST_BYTES = 1_000_000;

    private final ExplorerConfig config;
    private final Assets pages = new Assets("public/");
    private final Graph graph;

    private ExplorerApp(ExplorerConfig config) {
        this.config = config;
        this.graph = new Graph(database(config));
    }

    static Javalin create(ExplorerConfig config) {
        ExplorerApp app = new ExplorerApp(config);
        return Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.startup.showOldJavalinVersionWarning = false;
            javalin.http.maxRequestSize = MAX_REQUEST_BYTES;
            javalin.http.generateEtags = true;
            javalin.http.prefer405over404 = true;
            ServerProblems.register(javalin.jetty);
            BoltRelay.configure(javalin.jetty);
            app.register(javalin.routes);
        });
    }

    /** Every operation that the OpenAPI document describes. */
    static List<Route> routes(ExplorerConfig config) {
        return new ExplorerApp(config).routes();
    }

    private List<Route> routes() {
        Route document = Route.get("/openapi.json", "openapi", "This document", ctx -> pages.serve(ctx, "openapi.json"))
                .answers(Object.class)
                .cacheable(false);
        return Stream.concat(
                        new Api(database(config), graph, config.recipes(), config.models()).routes().stream(),
                        Stream.of(document))
                .toList();
    }

    private void register(RoutesConfig routes) {
        Access access = config.access();
        TrustedProxies proxies = new TrustedProxies(access.proxies());
        Guards.register(routes, access.names(), access.token(), proxies, Site.NEO4J_BROWSER);
        List<Route> known = routes();
        routes.before("/api/*", new Methods(known));
        routes.before("/api/*", ctx -> {
            ctx.header("Cache-Control", "private, no-cache");
            graph.state(); // Says at once if there is no database.
        });
        ResponseCache cache = new ResponseCache(graph::state);
        known.forEach(route -> route.register(routes, cache));
        BoltAddress bolt = new BoltAddress(config.boltUri(), proxies);
        new BoltRelay(bolt).register(routes);
        new Site(pages, graph, bolt).register(routes);
    }

    private static Database database(ExplorerConfig config) {
        return new Database(config.driver(), config.database(), config.queryTimeout());
    }
}
