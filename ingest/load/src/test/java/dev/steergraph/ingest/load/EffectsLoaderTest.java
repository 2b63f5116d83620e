package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.RunId;
import dev.steergraph.core.table.EffectList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Effects in a real database: every pair that moves, again, others in their place, and gone with the run. */
class EffectsLoaderTest {

    private static final Sample SAMPLE = Sample.several(20, 0.3);

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
    void loadTheRunAndAnother() {
        driver.executableQuery("MATCH (n) DETACH DELETE n").execute();
        load(input("demo"));
        load(input("other"));
    }

    private static LoadInput input(String run) {
        return SAMPLE.input(run, "one");
    }

    private static void load(LoadInput input) {
        new GraphLoader(driver, "neo4j", (what, done) -> {}).load(input);
    }

    private static long effects(String run, @Nullable MeasuredEffects effects) {
        return new EffectsLoader(driver, "neo4j", (what, done) -> {}).load(input(run), Optional.ofNullable(effects));
    }

    private MeasuredEffects planted(long seed, String fingerprint) {
        return PlantedEffects.of(SAMPLE, seed, fingerprint, folder);
    }

    private static List<Record> query(String cypher) {
        return driver.executableQuery(cypher).execute().records();
    }

    private static long count(String pattern) {
        return query("MATCH " + pattern + " RETURN count(*) AS n")
                .get(0)
                .get("n")
                .asLong();
    }

    @Test
    void everyPairThatMovesArrivesWithItsDirectionAndItsNumbers() {
        MeasuredEffects planted = planted(1, "e1");
        int[] moving = planted.moving();
        assertThat(moving).hasSizeBetween(20, planted.effects().size() - 20);
        assertThat(effects("demo", planted)).isEqualTo(moving.length);
        assertThat(count("()-[:MOVES]->()")).isEqualTo(moving.length);
        EffectList all = planted.effects();
        for (int e : moving) {
            List<Record> found = driver.executableQuery(
                            "MATCH (:Feature {key: $a})-[m:MOVES]->(:Feature {key: $b}) RETURN m")
                    .withParameters(Map.of(
                            "a",
                            input("demo").key(all.source()[e]),
                            "b",
                            input("demo").key(all.target()[e])))
                    .execute()
                    .records();
            assertThat(found).hasSize(1);
            Value m = found.get(0).get("m");
            assertThat(m.asMap())
                    .isEqualTo(Map.of(
                            "effect",
                            all.effect()[e],
                            "z",
                            all.effect()[e] / all.se()[e],
                            "se",
                            all.se()[e],
                            "documents",
                            (long) all.documents()[e],
                            "strength",
                            PlantedEffects.STRENGTH));
        }
    }

    @Test
    void featuresSayThatTheyWereSteeredAndWhatTheyRaiseAndLower() {
        effects("demo", planted(1, "e1"));
        int steered = (SAMPLE.result().features().size() + PlantedEffects.EVERY - 1) / PlantedEffects.EVERY;
        assertThat(count("(f:Feature {run: 'demo'}) WHERE f.steered = 0.5")).isEqualTo(steered);
        assertThat(count("(f:Feature) WHERE f.steered IS NOT NULL")).isEqualTo(steered);
        List<Record> found = query("MATCH (f:Feature {key: '" + input("demo").key(10)
                + "'}) RETURN f.raised AS raised, f.lowered AS lowered");
        assertThat(found.get(0).get("raised").asList(Value::asString)).containsExactly(" up;10", "\"rises\"\n");
        assertThat(found.get(0).get("lowered").asList(Value::asString)).containsExactly("falls");
        assertThat(query("MATCH (f:Feature {key: '" + input("demo").key(5) + "'}) RETURN f.lowered AS lowered")
                        .get(0)
                        .get("lowered")
                        .isNull())
                .isTrue();
    }

    @Test
    void theSameAgainChangesNothingAndOthersReplaceThem() {
        effects("demo", planted(1, "e1"));
        List<String> once = GraphDump.of(driver);
        List<Record> ids = query("MATCH ()-[m:MOVES]->() RETURN elementId(m) AS id ORDER BY id");
        effects("demo", planted(1, "e1"));
        assertThat(GraphDump.of(driver)).isEqualTo(once);
        assertThat(query("MATCH ()-[m:MOVES]->() RETURN elementId(m) AS id ORDER BY id"))
                .as("nothing was written again")
                .isEqualTo(ids);
        MeasuredEffects others = planted(2, "e2");
        assertThat(effects("demo", others)).isEqualTo(others.moving().length);
        assertThat(count("()-[:MOVES]->()")).isEqualTo(others.moving().length);
        assertThat(effects("demo", planted(1, "e1"))).isPositive();
        assertThat(GraphDump.of(driver)).as("and back").isEqualTo(once);
    }

    @Test
    void whatIsMissingIsWrittenAgain() {
        effects("demo", planted(1, "e1"));
        List<String> whole = GraphDump.of(driver);
        query("MATCH ()-[m:MOVES]->() WITH m LIMIT 7 DELETE m");
        effects("demo", planted(1, "e1"));
        assertThat(GraphDump.of(driver)).isEqualTo(whole);
    }

    @Test
    void effectsThatAreNotMeasuredAnyMoreGo() {
        List<String> without = GraphDump.of(driver);
        effects("demo", planted(1, "e1"));
        effects("other", planted(1, "e1"));
        assertThat(effects("demo", null)).isZero();
        assertThat(count("(:Feature {run: 'other'})-[:MOVES]->()")).isPositive();
        assertThat(effects("other", null)).isZero();
        assertThat(GraphDump.of(driver)).isEqualTo(without);
    }

    @Test
    void aRunThatIsLoadedAnewGetsItsEffectsAgain() {
        effects("demo", planted(1, "e1"));
        load(SAMPLE.input("demo", "two"));
        assertThat(count("()-[:MOVES]->()"))
                .as("they were of what was loaded before")
                .isZero();
        assertThat(effects("demo", planted(1, "e1"))).isPositive();
        assertThat(count("(f:Feature) WHERE f.steered IS NOT NULL")).isPositive();
    }

    @Test
    void effectsGoWithTheirRunAndNoOther() {
        effects("other", planted(1, "e1"));
        List<String> other = GraphDump.of(driver);
        effects("demo", planted(2, "e2"));
        new GraphUnloader(driver, "neo4j", (what, done) -> {}).unload(new RunId("demo"));
        assertThat(count("(f:Feature {run: 'demo'})")).isZero();
        load(input("demo"));
        assertThat(GraphDump.of(driver)).isEqualTo(other);
    }
}
