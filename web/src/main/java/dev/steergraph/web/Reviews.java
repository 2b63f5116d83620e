package dev.steergraph.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people say about pairs of features: the only thing that the explorer writes. */
final class Reviews {

    private static final int LONGEST_KEY = 300;
    private static final int LONGEST_NOTE = 2_000;

    private final Graph graph;
    private final Runs runs;
    private final PairCounts counts;

    Reviews(Graph graph, Runs runs, PairCounts counts) {
        this.graph = graph;
        this.runs = runs;
        this.counts = counts;
    }

    /** {@code GET /api/reviews?model&run&limit&cursor} */
    void list(Context ctx) {
        int limit = Query.integer(ctx, "limit", 50, 1, 200);
        ctx.json(graph.page("reviews", Map.of("run", runs.of(ctx).id()), limit, Cursor.of(ctx)));
    }

    /** {@code GET /api/reviews/queue?model&run&sign&limit&cursor} */
    void queue(Context ctx) {
        int limit = Query.integer(ctx, "limit", 10, 1, 100);
        int sign = Query.sign(ctx);
        int skip = Cursor.of(ctx);
        Run run = runs.of(ctx);
        Map<String, Object> parameters = Map.of("run", run.id(), "sign", sign);
        long judged =
                (Long) graph.row("review-judged", parameters).orElseThrow().get("judged");
        ctx.json(graph.page("review-queue", parameters, limit, skip, counts.of(run, sign, null, null) - judged));
    }

    /** {@code PUT /api/reviews} with a {@link Judgement} */
    void put(Context ctx) {
        Judgement judgement = ctx.bodyAsClass(Judgement.class);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("source", judgement.source());
        parameters.put("target", judgement.target());
        parameters.put("verdict", judgement.verdict());
        parameters.put("note", judgement.note());
        ctx.json(graph.write("review-put", parameters)
                .orElseThrow(() -> Problem.notFound(
                        "the graph has no run with both " + judgement.source() + " and " + judgement.target())));
    }

    /** {@code DELETE /api/reviews?source&target} */
    void delete(Context ctx) {
        Map<String, Object> pair = Map.of(
                "source", key("source", ctx.queryParam("source")), "target", key("target", ctx.queryParam("target")));
        if ((Long) graph.write("review-delete", pair).orElseThrow().get("removed") == 0) {
            throw Problem.notFound("nobody has judged this pair");
        }
        ctx.status(204);
    }

    /** {@code GET /api/reviews/agreement?model&run} */
    void agreement(Context ctx) {
        Map<Long, Map<String, Long>> counts = new TreeMap<>();
        for (Map<String, Object> row :
                graph.rows("review-bands", Map.of("run", runs.of(ctx).id()))) {
            counts.computeIfAbsent((Long) row.get("band"), any -> new HashMap<>())
                    .put((String) row.get("verdict"), (Long) row.get("times"));
        }
        List<Map<String, Object>> bands = counts.entrySet().stream()
                .map(entry -> band(entry.getKey(), entry.getValue()))
                .toList();
        ctx.json(Map.of("bands", bands));
    }

    private static Map<String, Object> band(long tenth, Map<String, Long> counts) {
        Map<String, Object> band = new LinkedHashMap<>();
        band.put("from", tenth / 10.0);
        band.put("to", (tenth + 1) / 10.0);
        long judged = 0;
        for (Verdict verdict : Verdict.values()) {
            long times = counts.getOrDefault(verdict.toString(), 0L);
            band.put(verdict.toString(), times);
            judged += times;
        }
        long sure = judged - (Long) band.get("unsure");
        band.put("judged", judged);
        band.put(
                "agreement", sure == 0 ? null : (double) ((Long) band.get("same") + (Long) band.get("related")) / sure);
        return band;
    }

    private static String key(String name, String key) {
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new UserError(name + " must be a feature's key, of at most " + LONGEST_KEY + " characters");
        }
        return key;
    }

    /** What a person says about a pair, by its keys; the note may be null. */
    record Judgement(
            @JsonProperty("source") String source,
            @JsonProperty("target") String target,
            @JsonProperty("verdict") String verdict,
            @JsonProperty("note") String note) {

        Judgement {
            key("source", source);
            key("target", target);
            if (source.equals(target)) {
                throw new UserError("a review needs two features; " + source + " is both");
            }
            Verdict.of(verdict);
            if (note != null && note.length() > LONGEST_NOTE) {
                throw new UserError("note must be at most " + LONGEST_NOTE + " characters, not " + note.length());
            }
        }
    }
}
