package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.feature.ContextActivation;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.ingest.correlate.report.CorrelationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** A run in a real database: counts, properties, and that loading again, or something else, leaves the graph right. */
class GraphLoaderTest {

    private static final int FEATURES = Sample.FEATURES;
    private static final String MODEL = Sample.MODEL;

    private static TestDatabase database;
    private static Driver driver;

    @BeforeAll
    static void start() {
        database = TestDatabase.start();
        driver = database.driver();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        query("MATCH (n) DETACH DELETE n");
    }

    private static List<Record> query(String cypher, Object... parameters) {
        return new ArrayList<>(driver.executableQuery(cypher)
                .withParameters(parameters.length == 0 ? Map.of() : Map.of("p", parameters[0]))
                .execute()
                .records());
    }

    private static long count(String pattern) {
        return query("MATCH " + pattern + " RETURN count(*) AS n")
                .get(0)
                .get("n")
                .asLong();
    }

    private static List<String> everything() {
        return GraphDump.of(driver);
    }

    private static LoadedGraph load(LoadInput input) {
        return new GraphLoader(driver, "neo4j", (what, done) -> {}).load(input);
    }

    @Test
    void everyFeatureAndCorrelationArrivesWithItsProperties() {
        Sample sample = Sample.of(1, 0.3);
        LoadedGraph loaded = load(sample.input("demo", "one"));
        int edges = sample.result().edges().size();
        assertThat(edges).isGreaterThan(30);
        assertThat(loaded.features()).isEqualTo(2 * FEATURES);
        assertThat(loaded.relationships()).isEqualTo(edges);
        assertThat(loaded.changed()).isTrue();
        assertThat(count("(:Feature:L1)")).isEqualTo(FEATURES);
        assertThat(count(
                        "(:Feature:L4)-[:IN_RUN]->(:Run {id: 'demo', rows: 600, outliers: '3 outliers'})-[:OF_MODEL]->(:Model {id:"
                                + " 'tiny', dModel: 16, layers: 6})"))
                .isEqualTo(FEATURES);
        for (int e = 0; e < edges; e++) {
            checkEdge(sample, e);
        }
    }

    private static void checkEdge(Sample sample, int e) {
        var edges = sample.result().edges();
        String source = "demo/tiny@" + edges.sourceSet(e).toString().replace('/', '-') + ":" + edges.sourceIndex(e);
        String target = "demo/tiny@" + edges.targetSet(e).toString().replace('/', '-') + ":" + edges.targetIndex(e);
        List<Record> found = query(
                "MATCH (:Feature {key: $p[0]})-[c:CORRELATES]->(:Feature {key: $p[1]}) RETURN c",
                List.of(source, target));
        assertThat(found).hasSize(1);
        Value c = found.get(0).get("c");
        double r = edges.r()[e];
        assertThat(c.get("r").asDouble()).isEqualTo(r);
        assertThat(c.get("strength").asDouble()).isEqualTo(Math.abs(r));
        assertThat(c.get("sign").asInt()).isEqualTo(r < 0 ? -1 : 1);
        assertThat(c.get("cost").asDouble()).isCloseTo(Math.max(0, -Math.log(Math.abs(r))), within(1e-12));
        assertThat(c.get("mi").asDouble()).isEqualTo(edges.mi()[e]);
        assertThat(c.get("nmi").asDouble()).isEqualTo(edges.nmi()[e]);
        assertThat(c.get("n11").asInt()).isEqualTo(edges.coactivations()[e]);
        assertThat(c.get("documents").asInt()).isEqualTo(edges.documents()[e]);
        assertThat(c.get("span").asInt()).isEqualTo(edges.targetLayer(e) - edges.sourceLayer(e));
    }

    @Test
    void setsOfOneLayerArriveSideBySideWithSiteAndDepth() {
        Sample sample = Sample.several(20, 0.3);
        LoadedGraph loaded = load(sample.input("demo", "one"));
        int edges = sample.result().edges().size();
        assertThat(loaded.relationships()).isEqualTo(edges);
        assertThat(sample.result().counts().betweenSets()).isPositive();
        for (int e = 0; e < edges; e++) {
            checkEdge(sample, e);
        }
        assertThat(query("MATCH (f:Feature) WITH f.layer AS l, f.sae AS n, f.site AS s, f.depth AS d, count(*) AS c"
                                + " RETURN l + ' ' + n + ' ' + s + ' ' + d + ' ' + c AS s ORDER BY d, n")
                        .stream()
                        .map(row -> row.get("s").asString()))
                .containsExactly(
                        "1 ln2-z transcoder 23 8",
                        "1 res-a resid_post 26 20",
                        "1 res-b resid_post 26 12",
                        "4 res-batchtopk-40 resid_post 74 40");
        assertThat(query("MATCH (r:Run) RETURN r.sets AS sets")
                        .get(0)
                        .get("sets")
                        .asList(Value::asString))
                .containsExactly("1/ln2-z", "1/res-a", "1/res-b", "4/res-batchtopk-40");
        assertThat(query("MATCH (a:Feature)-[:CORRELATES]->(b:Feature) WHERE a.depth > b.depth"
                        + " OR a.depth = b.depth AND a.sae > b.sae"
                        + " OR a.depth = b.depth AND a.sae = b.sae AND a.index >= b.index RETURN a"))
                .isEmpty();
        load(Sample.of(20, 0.3).input("demo", "two"));
        assertThat(count("(:Feature {sae: 'res-a'})")).isZero();
        assertThat(count("(:Feature)")).isEqualTo(2 * FEATURES);
    }

    /** Without touching what people and analytics attached. */
    @Test
    void aGraphOfAnEarlierVersionGetsItsSites() {
        Sample sample = Sample.several(20, 0.3);
        load(sample.input("demo", "one"));
        query("MATCH (f:Feature:L1) SET f.community = f.index % 3");
        List<String> whole = everything();
        query("MATCH (f:Feature) REMOVE f.site, f.depth");
        query("MATCH (r:Run) REMOVE r.sets");
        assertThat(load(sample.input("demo", "one")).changed()).isFalse();
        assertThat(everything()).isEqualTo(whole);
    }

    @Test
    void detailsArriveWithTheirCorrelationsWhereThereAreSome(@TempDir Path folder) throws IOException {
        Sample sample = Sample.detailed(12, 0.3);
        CorrelationFiles.write(folder, sample.result(), "tiny");
        double[][] details = EdgeFile.readDetails(
                folder.resolve("edges.parquet"), sample.result().features().space());
        load(sample.input("demo", "one", MODEL, details));
        for (int e = 0; e < sample.result().edges().size(); e++) {
            checkEdge(sample, e);
        }
        EdgeDetails expected = sample.result().details().orElseThrow();
        List<Record> found = query(
                "MATCH (a:Feature)-[c:CORRELATES]->(b:Feature) RETURN c ORDER BY a.layer, a.index, b.layer, b.index");
        assertThat(found).hasSize(expected.mi().length);
        int cosines = 0;
        for (int e = 0; e < found.size(); e++) {
            Value c = found.get(e).get("c");
            assertThat(c.get("miBinned").asDouble()).isEqualTo(expected.mi()[e]);
            assertThat(c.get("pSourceGivenTarget").asDouble()).isEqualTo(expected.sourceGivenTarget()[e]);
            assertThat(c.get("pTargetGivenSource").asDouble()).isEqualTo(expected.targetGivenSource()[e]);
            assertThat(c.get("lift").asDouble()).isEqualTo(expected.lift()[e]);
            assertThat(c.get("decoderCosine").asDouble(Double.NaN)).isEqualTo(Double.valueOf(expected.cosine()[e]));
            cosines += c.get("decoderCosine").isNull() ? 0 : 1;
        }
        assertThat(cosines).as("only the first layer has a decoder").isBetween(1, found.size() - 1);

        CorrelationFiles.write(folder.resolve("plain"), Sample.of(12, 0.3).result(), "tiny");
        assertThat(EdgeFile.readDetails(
                        folder.resolve("plain/edges.parquet"),
                        sample.result().features().space()))
                .isEmpty();
        load(sample.input("demo", "two"));
        assertThat(count("()-[c:CORRELATES WHERE c.lift IS NOT NULL]->()")).isZero();
    }

    @Test
    void aFeatureHasItsMomentsItsNameAndItsContexts() {
        Sample sample = Sample.of(2, 0.3);
        LoadInput input = sample.input("demo", "one");
        load(input);
        int at = FEATURES + 7;
        Value f = query("MATCH (f:Feature {key: $p}) RETURN f", "demo/tiny@4-res-batchtopk-40:7")
                .get(0)
                .get("f");
        assertThat(f.get("run").asString()).isEqualTo("demo");
        assertThat(f.get("model").asString()).isEqualTo(MODEL);
        assertThat(f.get("hook").asString()).isEqualTo("blocks.4.hook_resid_post");
        assertThat(f.get("layer").asInt()).isEqualTo(4);
        assertThat(f.get("index").asInt()).isEqualTo(7);
        assertThat(f.get("sae").asString()).isEqualTo("res-batchtopk-40");
        assertThat(f.get("label").asString()).isEqualTo("word 4 7");
        assertThat(f.get("density").asDouble())
                .isEqualTo(sample.result().features().density()[at]);
        assertThat(f.get("mean").asDouble())
                .isEqualTo(sample.result().features().mean()[at]);
        assertThat(f.get("sd").asDouble()).isEqualTo(sample.result().features().sd()[at]);
        assertThat(f.get("max").asDouble()).isEqualTo(sample.result().features().max()[at]);
        assertThat(f.get("activations").asList(count -> count.asInt()).stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(sample.result().features().rowsActive()[at]);
        assertThat(f.get("activationsFrom").asDouble()).isPositive();
        assertThat(f.get("rowsActive").asInt())
                .isEqualTo(sample.result().features().rowsActive()[at]);

        List<ContextActivation> firings = input.layers().get(1).contexts().of(7);
        List<Record> contexts = query(
                "MATCH (:Feature {key: $p})-[x:FIRES_ON]->(c:Context) RETURN x, c ORDER BY x.rank",
                "demo/tiny@4-res-batchtopk-40:7");
        assertThat(contexts).hasSameSizeAs(firings).isNotEmpty();
        for (int k = 0; k < firings.size(); k++) {
            ContextActivation firing = firings.get(k);
            Value x = contexts.get(k).get("x");
            Value c = contexts.get(k).get("c");
            assertThat(x.get("rank").asInt()).isEqualTo(k + 1);
            assertThat(x.get("value").asDouble()).isEqualTo(firing.value());
            assertThat(x.get("activations")
                            .asList(Value::asFloat)
                            .get(x.get("token").asInt()))
                    .isEqualTo(firing.value());
            assertThat(x.get("activations").size()).isEqualTo(c.get("tokens").size());
            assertThat(c.get("id").asString()).isEqualTo("demo/" + firing.document());
            assertThat(c.get("text").asString()).isEqualTo("text " + firing.document());
            assertThat(c.get("run").asString()).isEqualTo("demo");
            assertThat(c.get("category").isNull()).isEqualTo(firing.document() % 2 == 1);
        }
    }

    @Test
    void loadingTheSameAgainChangesNothing() {
        Sample sample = Sample.of(3, 0.3);
        LoadedGraph first = load(sample.input("demo", "one"));
        query("MATCH (f:Feature:L1) SET f.community = f.index % 3");
        List<String> before = everything();
        LoadedGraph second = load(sample.input("demo", "one"));
        assertThat(everything()).isEqualTo(before);
        assertThat(second).isEqualTo(new LoadedGraph(first.features(), first.relationships(), first.contexts(), false));
    }

    @Test
    void anotherCorrelationReplacesTheOldOneAndLeavesOtherRunsAndReviews() {
        load(Sample.of(4, 0.2).input("demo", "one"));
        load(Sample.of(4, 0.2).input("other", "one"));
        query("MATCH (a:Feature {run: 'demo', layer: 1, index: 0}), (b:Feature {run: 'demo', layer: 1, index: 1}) "
                + "CREATE (v:Review {verdict: 'agree'}), (v)-[:OF]->(a), (v)-[:OF]->(b) "
                + "CREATE (:Selection {run: 'demo', name: 'x'})-[:HOLDS {position: 0}]->(a) "
                + "CREATE (:Community {id: 'demo/0/1', run: 'demo', level: 0})<-[:MEMBER_OF]-(a)");
        List<String> other =
                everything().stream().filter(s -> s.contains("other")).toList();

        Sample changed = Sample.of(5, 0.4);
        load(changed.input("demo", "two"));

        assertThat(count("(:Feature {run: 'demo'})-[:CORRELATES]->()"))
                .isEqualTo(changed.result().edges().size());
        assertThat(count("(:Community)")).isZero();
        assertThat(count("(:Review)-[:OF]->(:Feature {run: 'demo'})")).isEqualTo(2);
        assertThat(everything().stream().filter(s -> s.contains("other")).toList())
                .isEqualTo(other);

        assertThat(count("(:Selection)-[:HOLDS]->(:Feature {run: 'demo'})")).isEqualTo(1);

        query("MATCH (v:Review|Selection) DETACH DELETE v");
        List<String> replaced = everything();
        query("MATCH (n) DETACH DELETE n");
        load(changed.input("demo", "two"));
        load(Sample.of(4, 0.2).input("other", "one"));
        assertThat(everything()).as("as if the old one had never been there").isEqualTo(replaced);
    }

    @Test
    void aLoadThatBrokeOffIsMadeWhole() {
        Sample sample = Sample.of(6, 0.3);
        load(sample.input("demo", "one"));
        List<String> whole = everything();
        query("MATCH (r:Run) REMOVE r.loaded WITH r MATCH (:Feature {layer: 4})-[c:CORRELATES]->() DELETE c");
        query("MATCH (f:Feature {layer: 4, index: 3}) DETACH DELETE f");
        query("MATCH (c:Context {document: 2}) DETACH DELETE c");
        load(sample.input("demo", "one"));
        assertThat(everything()).isEqualTo(whole);
    }

    /** What a kill in the middle of CREATE CONSTRAINT leaves behind. */
    @Test
    void anIndexWithoutItsConstraintIsNoObstacle() {
        query("DROP CONSTRAINT feature_key IF EXISTS");
        query("CREATE INDEX feature_key FOR (f:Feature) ON (f.key)");
        assertThat(load(Sample.of(9, 0.3).input("demo", "one")).changed()).isTrue();
        assertThat(query("SHOW CONSTRAINTS YIELD name WHERE name = 'feature_key' RETURN name"))
                .hasSize(1);
    }

    @Test
    void correlationsThatSomeoneDeletedAreNoticed() {
        Sample sample = Sample.of(7, 0.3);
        load(sample.input("demo", "one"));
        List<String> whole = everything();
        query("MATCH ()-[c:CORRELATES]->() WITH c LIMIT 1 DELETE c");
        assertThat(load(sample.input("demo", "one")).changed()).isTrue();
        assertThat(everything()).isEqualTo(whole);
    }

    @Test
    void aFiringThatIsThereTwiceIsNoticed() {
        Sample sample = Sample.of(10, 0.3);
        load(sample.input("demo", "one"));
        List<String> whole = everything();
        query("MATCH (f:Feature)-[x:FIRES_ON]->(c) WITH f, x, c LIMIT 1 CREATE (f)-[y:FIRES_ON]->(c) SET y ="
                + " properties(x)");
        assertThat(load(sample.input("demo", "one")).changed()).isTrue();
        assertThat(everything()).isEqualTo(whole);
    }

    @Test
    void featuresOfAnSaeThatIsNoLongerThereGo() {
        query("CREATE (:Run {id: 'demo'}), (:Feature {key: 'demo/tiny@9-old:1', run: 'demo', layer: 9, index: 1,"
                + " sae: 'old'})");
        load(Sample.of(8, 0.3).input("demo", "one"));
        assertThat(count("(:Feature {sae: 'old'})")).isZero();
    }

    @Test
    void runsAndModelsStandSideBySideAndOneGoesWithoutATrace() {
        load(Sample.of(11, 0.3).input("kept", "one", MODEL));
        load(Sample.of(12, 0.3).input("same-model", "one", MODEL));
        List<String> before = everything();
        load(Sample.of(11, 0.2).input("gone", "one", "another"));
        assertThat(count("(:Model)")).isEqualTo(2);
        assertThat(everything()).containsAll(before).hasSizeGreaterThan(before.size());
        query("MATCH (a:Feature {run: 'gone', index: 0}), (k:Feature {run: 'kept', index: 0}) WHERE a.layer = k.layer "
                + "CREATE (v:Review {verdict: 'agree'}), (v)-[:OF]->(a) "
                + "CREATE (w:Review {verdict: 'no'}), (w)-[:OF]->(k) "
                + "CREATE (:Selection {run: 'gone', name: 'x' + a.layer})-[:HOLDS {position: 0}]->(a) "
                + "CREATE (:Selection {run: 'kept', name: 'x' + a.layer})-[:HOLDS {position: 0}]->(k) "
                + "CREATE (:Community {id: 'gone/0/' + a.layer, run: 'gone', level: 0})<-[:MEMBER_OF]-(a)");
        UnloadedGraph removed = new GraphUnloader(driver, "neo4j", (what, done) -> {}).unload(new RunId("gone"));
        assertThat(removed.features()).isEqualTo(2L * FEATURES);
        assertThat(removed.reviews()).isEqualTo(2);
        assertThat(removed.communities()).isEqualTo(2);
        assertThat(count("(:Review)-[:OF]->(:Feature {run: 'kept'})")).isEqualTo(2);
        assertThat(count("(:Selection)")).isEqualTo(2);
        assertThat(count("(:Selection {run: 'kept'})-[:HOLDS]->(:Feature {run: 'kept'})"))
                .isEqualTo(2);
        query("MATCH (v:Review|Selection) DETACH DELETE v");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRemovalThatIsKilledCanBeRepeatedAndTheRunLoadedAgain() {
        load(Sample.of(13, 0.3).input("demo", "one"));
        List<String> whole = everything();
        GraphUnloader killed = new GraphUnloader(driver, "neo4j", (what, done) -> {
            if (what.endsWith("contexts")) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> killed.unload(new RunId("demo"))).hasMessage("killed");
        assertThat(count("(:Run {id: 'demo'})")).isOne();
        assertThat(load(Sample.of(13, 0.3).input("demo", "one")).changed()).isTrue();
        assertThat(everything()).isEqualTo(whole);
        assertThatThrownBy(() -> killed.unload(new RunId("demo"))).hasMessage("killed");
        new GraphUnloader(driver, "neo4j", (what, done) -> {}).unload(new RunId("demo"));
        assertThat(everything()).isEmpty();
    }
}
