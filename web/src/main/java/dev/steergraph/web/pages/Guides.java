package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Headers;
import dev.steergraph.web.http.Problem;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Neo4j Browser can be given: a guide ({@code :play http://localhost:7070/guides/steergraph.html}) whose slides hold the
 * queries of the product, the same queries as favourites to import, and a style. Queries are about the run that {@code ?run=}
 * names, or about the newest. Browser fetches guides from hosts that the database's
 * {@code browser.remote_content_hostname_whitelist} names.
 */
final class Guides {

    static final String GUIDE = "steergraph.html";
    static final String FAVOURITES = "favourites.zip";
    static final String STYLE = "style.grass";

    /** What queries are about in a graph without runs, as in their files. */
    private static final String NO_RUN = "demo";

    /** Where a Neo4j server of this machine may serve a Browser of its own. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    static final List<GuideSlide> SLIDES = List.of(
            new GuideSlide(
                    "What is here",
                    "Features are nodes, correlations are relationships. Click a query to put it into the editor, then run "
                            + "it. Its values stand in its text, to be changed there. The first query lists the runs; add ?run=NAME "
                            + "to the guide's address for another one.",
                    List.of("runs", "run-sets", "overview", "hubs", "dense-features", "isolated-features")),
            new GuideSlide(
                    "Strong pairs",
                    "Which features go together, in one layer and across layers.",
                    List.of(
                            "strongest-across-layers",
                            "strongest-within-layer",
                            "near-duplicates",
                            "negative-correlations",
                            "neighbourhood",
                            "feature-contexts",
                            "features-that-promote")),
            new GuideSlide(
                    "Through the layers",
                    "What survives, what appears, and the best paths from one feature to another.",
                    List.of("survivors", "appear-and-continue", "chains-upward", "steering-paths", "path-contexts")),
            new GuideSlide(
                    "Communities",
                    "Groups of features that hang together, after steergraph communities.",
                    List.of(
                            "communities",
                            "community-members",
                            "community-tree",
                            "communities-by-category",
                            "features-of-category",
                            "features-of-label",
                            "bridges")),
            new GuideSlide(
                    "Shape of the graph",
                    "Cores, components, and features on which others depend.",
                    List.of(
                            "innermost-core",
                            "components",
                            "articulation-points",
                            "cut-correlations",
                            "go-betweens",
                            "similar-features")),
            new GuideSlide(
                    "Effects",
                    "What steering features does to others, after steergraph effects and steergraph load.",
                    List.of(
                            "what-a-feature-moves",
                            "what-moves-a-feature",
                            "causal-chains",
                            "confounded-pairs",
                            "effects-without-correlation",
                            "paths-by-effect")),
            new GuideSlide(
                    "Doubts",
                    "Where a correlation may not be what it seems.",
                    List.of(
                            "high-r-low-information",
                            "low-r-high-information",
                            "pairs-without-shared-contexts",
                            "same-label-apart",
                            "splitting-candidates",
                            "absorption-candidates",
                            "absorption-by-decoder",
                            "reviews-by-verdict")));

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Guides.class.getClassLoader(), "dev.steergraph.web.pages.template");

    private record RunRow(String id) {}

    private record LayerRow(int layer) {}

    private final Graph graph;

    Guides(Graph graph) {
        this.graph = graph;
    }

    /** {@code GET /guides/<file>} */
    void serve(Context ctx) {
        allow(ctx);
        switch (ctx.pathParam("file")) {
            case GUIDE -> ctx.contentType("text/html").result(html(run(ctx)));
            case FAVOURITES -> ctx.contentType("application/zip").result(Favourites.zip(queries(), run(ctx)));
            case STYLE -> ctx.contentType("text/plain; charset=utf-8").result(GraphStyle.of(layers(run(ctx))));
            default -> throw Problem.notFound("there is no file " + ctx.path());
        }
    }

    /** {@code OPTIONS /guides/<file>}: a Browser of another origin asks first, because it sends headers for caches and traces. */
    void options(Context ctx) {
        allow(ctx);
        ctx.header("Access-Control-Allow-Headers", "*").status(204);
    }

    /** Pages of this machine only: the queries name a run. */
    private static void allow(Context ctx) {
        ctx.header("Vary", "Origin");
        Headers.of(ctx, "Origin")
                .filter(origin -> THIS_MACHINE.matcher(origin).matches())
                .ifPresent(origin -> ctx.header("Access-Control-Allow-Origin", origin));
    }

    /** @throws Problem if the named run is not in the graph */
    private String run(Context ctx) {
        Optional<String> asked = Optional.ofNullable(ctx.queryParam("run"));
        return graph.row("guide-run", Arguments.NONE.with("run", asked), RunRow.class)
                .map(RunRow::id)
                .orElseGet(() -> {
                    if (asked.isPresent()) {
                        throw Problem.notFound(
                                "the graph holds no run of this name; the start page lists what it holds");
                    }
                    return NO_RUN;
                });
    }

    private List<Integer> layers(String run) {
        return graph.rows("guide-layers", Arguments.of("run", run), LayerRow.class).stream()
                .map(LayerRow::layer)
                .toList();
    }

    static String html(String run) {
        StringOutput html = new StringOutput();
        TEMPLATES.render("guide.jte", GuidePage.of(SLIDES, run), html);
        return html.toString();
    }

    /** The queries that the guide holds. */
    static List<CypherFile> queries() {
        return SLIDES.stream().flatMap(slide -> slide.files().stream()).toList();
    }
}
