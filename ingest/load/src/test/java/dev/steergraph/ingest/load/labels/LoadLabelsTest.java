package dev.steergraph.ingest.load.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.ingest.load.GraphDump;
import dev.steergraph.ingest.load.GraphLoader;
import dev.steergraph.ingest.load.GraphUnloader;
import dev.steergraph.ingest.load.Sample;
import dev.steergraph.ingest.load.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** Explanations in a real database, of a run with a set of 40 features in each of two layers. */
class LoadLabelsTest {

    private static final String SET = "res-batchtopk-40";
    private static final String KEY = "demo/tiny@1-res-batchtopk-40:7";

    private static TestDatabase database;
    private static Driver driver;

    @TempDir
    private Path folder;

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
    void load() {
        query("MATCH (n) DETACH DELETE n");
        load("one");
    }

    private static void load(String fingerprint) {
        new GraphLoader(driver, "neo4j", (what, done) -> {})
                .load(Sample.of(1, 0.3).input("demo", fingerprint));
    }

    private static List<Record> query(String cypher) {
        return driver.executableQuery(cypher)
                .withParameters(Map.of("key", KEY))
                .execute()
                .records();
    }

    private LabelCounts labels(String argument) throws IOException {
        return new LoadLabels(driver, "neo4j", new RunId("demo"), new SilentProgress()).load(argument);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("labels.jsonl"), List.of(lines));
    }

    private static String line(String model, String layer, int index, String text, String explainer) {
        return "{\"modelId\": \"" + model + "\", \"layer\": \"" + layer + "\", \"index\": \"" + index
                + "\", \"description\": \"" + text + "\", \"typeName\": \"np_max-act\", \"explanationModelName\": \""
                + explainer + "\"}";
    }

    @Test
    void explanationsStandBesideTheirFeaturesAndSayWhereTheyComeFrom() throws IOException {
        LabelCounts counts = labels(file(
                        line("tiny", "1-" + SET, 7, "ships", "gpt-a"),
                        line("tiny", "1-" + SET, 7, "boats and ships", "gpt-b"),
                        line("tiny", "4-" + SET, 0, "verbs", "gpt-a"),
                        line("tiny", "1-" + SET, 40, "outside", "gpt-a"),
                        line("tiny", "2-" + SET, 1, "another layer", "gpt-a"),
                        line("large", "1-" + SET, 1, "another model", "gpt-a"),
                        line("tiny", "1-" + SET, 3, " ", "gpt-a"))
                .toString());
        assertThat(counts.matched()).isEqualTo(3);
        assertThat(counts.features()).isEqualTo(2);
        assertThat(counts.unknown()).isEqualTo(1);
        assertThat(counts.others()).isEqualTo(2);
        assertThat(counts.empty()).isEqualTo(1);
        assertThat(
                        query(
                                "MATCH (e:Explanation)-[:OF]->(:Feature {key: $key})"
                                        + " RETURN e.text AS text, e.source AS source, e.method AS method, e.model AS model ORDER BY text"))
                .extracting(row -> row.get("text").asString() + " "
                        + row.get("source").asString() + " " + row.get("method").asString() + " "
                        + row.get("model").asString())
                .containsExactly("boats and ships Neuronpedia np_max-act gpt-b", "ships Neuronpedia np_max-act gpt-a");
        Record feature = query("MATCH (f:Feature {key: $key}) RETURN f.label AS label, f.explanations AS all,"
                        + " f.explanation AS one, f.explanationSource AS source")
                .get(0);
        assertThat(feature.get("label").asString()).isEqualTo("word 1 7");
        assertThat(feature.get("all").asList()).containsExactlyInAnyOrder("ships", "boats and ships");
        assertThat(feature.get("all").asList()).contains(feature.get("one").asString());
        assertThat(feature.get("source").asString()).matches("Neuronpedia, gpt-[ab], np_max-act");
    }

    @Test
    void theSearchFindsThem() throws IOException {
        labels(file(line("tiny", "1-" + SET, 7, "ships", "gpt-a")).toString());
        query("CALL db.awaitIndexes(60)");
        assertThat(query("CALL db.index.fulltext.queryNodes('feature_text', 'explanations:ships') YIELD node"
                        + " RETURN node.key AS key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly(KEY);
    }

    @Test
    void loadingAgainChangesNothing() throws IOException {
        String file = file(line("tiny", "1-" + SET, 7, "ships", "gpt-a"), line("tiny", "1-" + SET, 7, "ships", "gpt-b"))
                .toString();
        LabelCounts first = labels(file);
        List<String> graph = GraphDump.of(driver);
        assertThat(labels(file)).isEqualTo(first);
        assertThat(GraphDump.of(driver)).isEqualTo(graph);
    }

    @Test
    void theyStayWhenTheRunIsLoadedAnewAndGoWithIt() throws IOException {
        labels(file(line("tiny", "1-" + SET, 7, "ships", "gpt-a")).toString());
        List<String> graph = GraphDump.of(driver);
        load("two");
        assertThat(GraphDump.of(driver).stream()
                        .map(line -> line.replace("two", "one"))
                        .toList())
                .isEqualTo(graph);
        new GraphUnloader(driver, "neo4j", (what, done) -> {}).unload(new RunId("demo"));
        assertThat(GraphDump.of(driver)).isEmpty();
    }

    @Test
    void anExplanationWhoseFeatureIsGoneGoesToo() throws IOException {
        labels(file(line("tiny", "1-" + SET, 7, "ships", "gpt-a")).toString());
        query("MATCH (f:Feature {key: $key}) DETACH DELETE f");
        load("two");
        assertThat(query("MATCH (e:Explanation) RETURN e")).isEmpty();
    }

    @Test
    void anSaeThatIsAtNeuronpediaIsKnownByItsNameThere() throws IOException {
        query("MATCH (f:Feature:L1) SET f.neuronpedia = 'https://www.neuronpedia.org/tiny-it/1-res-x/' + f.index");
        LabelCounts counts =
                labels(file(line("tiny-it", "1-res-x", 7, "ships", "gpt-a")).toString());
        assertThat(counts.matched()).isEqualTo(1);
        assertThat(query("MATCH (:Feature {key: $key})<-[:OF]-(e) RETURN e")).hasSize(1);
    }

    @Test
    void delphisModulesAreHookPoints() throws IOException {
        Path explanations = Files.createDirectories(folder.resolve("explanations"));
        Files.writeString(explanations.resolve("layers.1_latent7.txt"), "\"ships\"");
        Files.writeString(explanations.resolve("layers.2_latent7.txt"), "\"elsewhere\"");
        LabelCounts counts = labels(folder.toString());
        assertThat(counts.matched()).isEqualTo(1);
        assertThat(counts.others()).isEqualTo(1);
        assertThat(query("MATCH (:Feature {key: $key})<-[:OF]-(e) RETURN e.source AS source")
                        .get(0)
                        .get("source")
                        .asString())
                .isEqualTo("delphi");
    }

    @Test
    void twoSetsOfOneHookPointMustBeToldApart() throws IOException {
        query(
                "MATCH (f:Feature {key: $key})-[:IN_RUN]->(r) CREATE (g:Feature:L1 {key: 'demo/tiny@1-other:0', run: 'demo',"
                        + " model: 'tiny', hook: f.hook, layer: 1, index: 0, sae: 'other'})-[:IN_RUN]->(r)");
        Path explanations = Files.createDirectories(folder.resolve("explanations"));
        Files.writeString(explanations.resolve("layers.1_latent0.txt"), "\"ships\"");
        assertThatThrownBy(() -> labels(folder.toString()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tiny/1-other or tiny/1-" + SET)
                .hasMessageContaining("--labels other=" + folder);
        assertThat(labels("other=" + folder).matched()).isEqualTo(1);
        assertThat(query("MATCH (e:Explanation)-[:OF]->(f) RETURN f.sae AS sae")
                        .get(0)
                        .get("sae")
                        .asString())
                .isEqualTo("other");
    }

    @Test
    void whatExplainsNoneOfTheRunsFeaturesIsRefusedAndLoadsNothing() throws IOException {
        List<String> graph = GraphDump.of(driver);
        String other = file(line("large", "3-res", 1, "x", "g")).toString();
        assertThatThrownBy(() -> labels(other))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("large/3-res")
                .hasMessageContaining("tiny/1-" + SET);
        String beyond = file(line("tiny", "1-" + SET, 4000, "x", "g")).toString();
        assertThatThrownBy(() -> labels(beyond))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("4000 of tiny/1-" + SET);
        String damaged = file(line("tiny", "1-" + SET, 7, "x", "g"), "{").toString();
        assertThatThrownBy(() -> labels(damaged)).isInstanceOf(UserError.class).hasMessageContaining("line 2");
        String empty = file().toString();
        assertThatThrownBy(() -> labels(empty))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no explanation");
        assertThat(GraphDump.of(driver)).isEqualTo(graph);
    }
}
