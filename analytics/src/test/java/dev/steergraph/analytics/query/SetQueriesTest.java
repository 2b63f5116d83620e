package dev.steergraph.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.analytics.fixture.HandMadeRun;
import dev.steergraph.analytics.fixture.HandMadeRun.Feature;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.FeatureSite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** What the queries about several sets and sites find in a graph where the right answer is planted, beside what looks like it. */
@ExtendWith(SharedGraph.class)
class SetQueriesTest {

    private static final HandMadeRun.Set EARLY = new HandMadeRun.Set(1, FeatureSite.RESID_POST, "res-4");
    private static final HandMadeRun.Set TRANSCODER = new HandMadeRun.Set(3, FeatureSite.TRANSCODER, "transcoder-4");
    private static final HandMadeRun.Set MLP = new HandMadeRun.Set(3, FeatureSite.MLP_OUT, "mlp-4");
    private static final HandMadeRun.Set NARROW = new HandMadeRun.Set(3, FeatureSite.RESID_POST, "res-4");
    private static final HandMadeRun.Set WIDE = new HandMadeRun.Set(3, FeatureSite.RESID_POST, "res-16");

    private HandMadeRun run;

    @BeforeEach
    void begin(org.junit.jupiter.api.TestInfo test) {
        run = new HandMadeRun("sets-" + test.getTestMethod().orElseThrow().getName());
    }

    /** A narrow feature with two wide ones inside it, each of r about √½; a twin; parts that fire together; parts of a wider one. */
    @Test
    void splittingBetweenWidthsIsOneNarrowFeatureToSeveralWideOnes(GraphConnection graph) {
        Feature whole = run.feature(NARROW, 100);
        Feature left = run.feature(WIDE, 52);
        Feature right = run.feature(WIDE, 48);
        run.correlate(whole, left, 0.71, 51);
        run.correlate(whole, right, 0.69, 48);
        Feature twin = run.feature(NARROW, 60);
        run.correlate(twin, run.feature(WIDE, 60), 0.98, 59);
        Feature doubled = run.feature(NARROW, 90);
        Feature one = run.feature(WIDE, 60);
        Feature other = run.feature(WIDE, 60);
        run.correlate(doubled, one, 0.8, 58);
        run.correlate(doubled, other, 0.8, 58);
        run.correlate(one, other, 0.6, 40);
        Feature wide = run.feature(WIDE, 80);
        run.correlate(wide, run.feature(NARROW, 40), 0.7, 40);
        run.correlate(wide, run.feature(NARROW, 40), 0.7, 40);
        // The same at another site of the layer is no splitting between widths.
        Feature before = run.feature(MLP, 70);
        run.correlate(before, run.feature(WIDE, 30), 0.6, 30);
        run.correlate(before, run.feature(WIDE, 30), 0.6, 30);
        run.load(graph);

        List<Record> found = query(graph, "splitting-candidates", Map.of("between", "sets"));
        assertThat(keys(found, "key")).containsExactly(whole.key());
        Record split = found.get(0);
        assertThat(split.get("partKeys").asList(Value::asString)).containsExactly(left.key(), right.key());
        assertThat(split.get("set").asString()).isEqualTo("res-4");
        assertThat(split.get("partsSet").asString()).isEqualTo("res-16");
        assertThat(split.get("site").asString()).isEqualTo("resid_post");
        assertThat(split.get("together").asDouble()).isCloseTo(Math.sqrt(0.71 * 0.71 + 0.69 * 0.69), within(1e-12));
        assertThat(split.get("covered").asDouble()).isCloseTo(0.99, within(1e-12));

        assertThat(keys(query(graph, "splitting-candidates", Map.of("between", "places")), "key"))
                .containsExactly(before.key());
        assertThat(query(graph, "splitting-candidates", Map.of("between", "set")))
                .isEmpty();
        assertThat(keys(query(graph, "splitting-candidates", Map.of()), "key"))
                .containsExactlyInAnyOrder(whole.key(), before.key());
    }

    @Test
    void splittingWithinASetIsAGeneralFeatureWithItsParts(GraphConnection graph) {
        Feature general = run.feature(WIDE, 100);
        Feature part = run.feature(WIDE, 50);
        Feature more = run.feature(WIDE, 40);
        run.correlate(part, general, 0.6, 50);
        run.correlate(general, more, 0.5, 39);
        run.load(graph);
        List<Record> found = query(graph, "splitting-candidates", Map.of("between", "set"));
        assertThat(keys(found, "key")).containsExactly(general.key());
        assertThat(found.get(0).get("partKeys").asList(Value::asString)).containsExactly(part.key(), more.key());
        assertThat(query(graph, "splitting-candidates", Map.of("between", "sets")))
                .isEmpty();
    }

    @Test
    void absorptionByDecoderIsTheSameDirectionWithoutFiringTogether(GraphConnection graph) {
        Feature general = run.feature(WIDE, 200);
        Feature specific = run.feature(WIDE, 20);
        run.correlate(general, specific, -0.06, 0, 0.55);
        Feature narrow = run.feature(NARROW, 150);
        Feature absorbing = run.feature(WIDE, 30);
        run.correlate(narrow, absorbing, -0.07, 1, 0.65);
        // These fire together; these write elsewhere; these are at another site; of these nothing is known.
        run.correlate(run.feature(WIDE, 50), run.feature(WIDE, 10), 0.3, 9, 0.9);
        run.correlate(run.feature(WIDE, 300), run.feature(WIDE, 300), -0.2, 1, 0.1);
        run.correlate(run.feature(MLP, 300), run.feature(WIDE, 200), -0.2, 1, 0.9);
        run.correlate(run.feature(EARLY, 300), run.feature(NARROW, 200), -0.2, 1, 0.9);
        run.correlate(run.feature(WIDE, 300), run.feature(WIDE, 200), -0.2, 1);
        run.load(graph);
        List<Record> found = query(graph, "absorption-by-decoder", Map.of());
        assertThat(keys(found, "generalKey")).containsExactly(narrow.key(), general.key());
        assertThat(keys(found, "specificKey")).containsExactly(absorbing.key(), specific.key());
        assertThat(found.get(0).get("set").asString()).isEqualTo("res-4");
        assertThat(found.get(0).get("specificSet").asString()).isEqualTo("res-16");
        assertThat(found.get(1).get("ratio").asDouble()).isCloseTo(10, within(1e-9));
    }

    /** What goes with both may be a feature of a narrow set at the same site, of a deeper or less deep one, or of a lower layer. */
    @Test
    void absorptionShowsInAFeatureOfAnotherSetThatGoesWithBoth(GraphConnection graph) {
        Feature whole = run.feature(NARROW, 100);
        Feature general = run.feature(WIDE, 70);
        Feature specific = run.feature(WIDE, 20);
        run.correlate(whole, general, 0.8, 68, 0.9);
        run.correlate(specific, whole, 0.4, 19, 0.5);
        // Between these two something is found that is positive: no absorption.
        Feature again = run.feature(NARROW, 100);
        Feature together = run.feature(WIDE, 70);
        Feature apart = run.feature(WIDE, 20);
        run.correlate(again, together, 0.8, 68);
        run.correlate(again, apart, 0.4, 19);
        run.correlate(together, apart, 0.2, 15);
        // What goes with both is deeper: the features after it say nothing about what was lost before.
        Feature deep = run.feature(NARROW, 100);
        Feature broad = run.feature(TRANSCODER, 70);
        Feature fine = run.feature(TRANSCODER, 20);
        run.correlate(deep, broad, 0.8, 68);
        run.correlate(deep, fine, 0.4, 19);
        run.load(graph);
        List<Record> found = query(graph, "absorption-candidates", Map.of());
        assertThat(keys(found, "generalKey")).containsExactly(general.key());
        assertThat(keys(found, "specificKey")).containsExactly(specific.key());
        assertThat(found.get(0).get("decoderCosine").asDouble()).isEqualTo(0.5);
        assertThat(query(graph, "absorption-candidates", Map.of("cosine", 0.6))).isEmpty();
        assertThat(query(graph, "absorption-candidates", Map.of("cosine", 0.5))).hasSize(1);
    }

    @Test
    void chainsGoOnFromSiteToSite(GraphConnection graph) {
        Feature a = run.feature(TRANSCODER, 10);
        Feature b = run.feature(MLP, 10);
        Feature c = run.feature(WIDE, 10);
        Feature sibling = run.feature(NARROW, 10);
        run.correlate(a, b, 0.9, 9);
        run.correlate(b, c, 0.9, 9);
        run.correlate(c, sibling, 0.99, 9);
        run.load(graph);
        List<Record> chains = query(graph, "chains-upward", Map.of());
        assertThat(chains.stream().map(row -> row.get("keys").asList(Value::asString)))
                .containsExactly(List.of(a.key(), b.key(), c.key()));
        assertThat(chains.get(0).get("sites").asList(Value::asString))
                .containsExactly("transcoder", "mlp_out", "resid_post");
    }

    /** The run has four places: layer 1, and three sites of layer 3, one of them with two sets. */
    @Test
    void survivorsAndNewcomersAreSoughtAtEverySite(GraphConnection graph) {
        Feature early = run.feature(EARLY, 10);
        Feature transcoder = run.feature(TRANSCODER, 10);
        Feature mlp = run.feature(MLP, 10);
        Feature late = run.feature(WIDE, 10);
        Feature alone = run.feature(NARROW, 10);
        run.correlate(early, transcoder, 0.9, 9);
        run.correlate(early, mlp, 0.8, 9);
        run.correlate(early, late, 0.7, 9);
        run.correlate(early, alone, 0.6, 9);
        Feature fresh = run.feature(TRANSCODER, 10);
        run.correlate(fresh, run.feature(MLP, 10), 0.6, 9);
        run.correlate(fresh, run.feature(NARROW, 10), 0.5, 9);
        run.load(graph);
        List<Record> survivors = query(graph, "survivors", Map.of());
        assertThat(keys(survivors, "key")).containsExactly(early.key());
        assertThat(survivors.get(0).get("byLayer").asList(Value::asString))
                .containsExactly("3 transcoder: 0.9", "3 mlp_out: 0.8", "3 resid_post: 0.7");
        List<Record> fresher = query(graph, "appear-and-continue", Map.of());
        assertThat(keys(fresher, "key")).containsExactly(fresh.key());
        assertThat(fresher.get(0).get("later").asList(Value::asString))
                .containsExactly("3 mlp_out: 0.6", "3 resid_post: 0.5");
    }

    @Test
    void pairsAcrossAndWithinAreToldApartBySiteAndSet(GraphConnection graph) {
        Feature mlp = run.feature(MLP, 10);
        Feature wide = run.feature(WIDE, 10);
        Feature twin = run.feature(WIDE, 10);
        Feature narrow = run.feature(NARROW, 10);
        Feature early = run.feature(EARLY, 10);
        run.correlate(mlp, wide, 0.9, 9);
        run.correlate(wide, twin, 0.8, 9);
        run.correlate(wide, narrow, 0.95, 9);
        run.correlate(early, narrow, 0.7, 9);
        run.load(graph);
        assertThat(keys(query(graph, "strongest-across-layers", Map.of("span", 0)), "key"))
                .containsExactly(mlp.key(), early.key());
        assertThat(keys(query(graph, "strongest-across-layers", Map.of()), "key"))
                .containsExactly(early.key());
        assertThat(keys(query(graph, "strongest-within-layer", Map.of()), "otherKey"))
                .containsExactly(twin.key());
        assertThat(keys(query(graph, "near-duplicates", Map.of()), "otherKey")).containsExactly(twin.key());
        assertThat(query(graph, "run-sets", Map.of()).stream()
                        .map(row -> row.get("layer") + " " + row.get("set").asString()))
                .containsExactly("1 res-4", "3 mlp-4", "3 res-16", "3 res-4");
    }

    private List<Record> query(GraphConnection graph, String name, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(Map.of("run", run.run(), "limit", 25));
        DEFAULTS.getOrDefault(name, Map.of()).forEach(all::put);
        NULLS.getOrDefault(name, List.of()).forEach(parameter -> all.put(parameter, null));
        all.putAll(parameters);
        return graph.query("queries/" + name + ".cypher", all);
    }

    /** Those of the files. */
    private static final Map<String, Map<String, Object>> DEFAULTS = Map.of(
            "splitting-candidates", Map.of("atLeast", 0.3),
            "absorption-candidates", Map.of("ratio", 2.0),
            "absorption-by-decoder", Map.of("cosine", 0.4),
            "chains-upward", Map.of("atLeast", 0.5),
            "survivors", Map.of("atLeast", 0.5),
            "appear-and-continue", Map.of("atLeast", 0.4),
            "strongest-across-layers", Map.of("span", 1, "atLeast", 0.3),
            "strongest-within-layer", Map.of("atLeast", 0.3),
            "near-duplicates", Map.of("atLeast", 0.7));

    private static final Map<String, List<String>> NULLS = Map.of(
            "splitting-candidates", List.of("between"),
            "absorption-candidates", List.of("cosine"),
            "strongest-within-layer", List.of("layer", "set"));

    private static List<String> keys(List<Record> rows, String column) {
        return rows.stream().map(row -> row.get(column).asString()).toList();
    }
}
