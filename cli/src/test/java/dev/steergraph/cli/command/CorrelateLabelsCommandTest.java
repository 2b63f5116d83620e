package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.core.table.LabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** On glosses of WordNet, whose lexicographer files are the labels. */
@WithSmallRun
class CorrelateLabelsCommandTest {

    @TempDir
    private Path folder;

    @Test
    void whatTheTableSaysIsPrintedAndLoaded(SmallRun small) throws IOException {
        JsonNode found = small.reportOf("correlate-labels");
        assertThat(found.get("documents").asInt()).isEqualTo(400);
        List<LabelEdge> edges = LabelFile.read(small.folder().resolve("labels/labels.parquet"));
        List<LabelEdge> strong =
                edges.stream().filter(edge -> Math.abs(edge.r()) > 0.2).toList();
        assertThat(strong).hasSize(found.get("edges").asInt()).hasSizeGreaterThan(10);
        assertThat(edges).hasSizeGreaterThan(strong.size());
        for (JsonNode label : found.get("labels")) {
            LabelEdge best = edges.stream()
                    .filter(edge -> edge.label().equals(label.get("name").asText()))
                    .max((a, b) -> Double.compare(a.r(), b.r()))
                    .orElseThrow();
            assertThat(label.at("/best/r").asDouble()).isEqualTo(best.r());
            assertThat(label.at("/best/feature").asText()).isEqualTo(best.set().layer() + ":" + best.index());
        }
        Map<String, Object> ofAll = new HashMap<>(Map.of("run", SmallRun.ID, "limit", 100_000));
        ofAll.put("label", null);
        List<Record> loaded = small.graph().query("queries/features-of-label.cypher", ofAll);
        assertThat(loaded).hasSameSizeAs(strong);
        for (LabelEdge edge : strong) {
            assertThat(loaded)
                    .filteredOn(row -> row.get("label").asString().equals(edge.label())
                            && row.get("layer").asInt() == edge.set().layer()
                            && row.get("key").asString().endsWith(":" + edge.index()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get("r").asDouble()).isEqualTo(edge.r());
                        assertThat(row.get("auroc").asDouble()).isEqualTo(edge.auroc());
                        assertThat(row.get("documents").asInt()).isEqualTo(edge.documents());
                    });
        }
    }

    @Test
    void labelsAreNoEdgesBetweenFeatures(SmallRun small) throws IOException {
        int edges = small.reportOf("correlate").get("edges").asInt();
        JsonNode loaded = small.commands().json("load", "--run", small.folder().toString());
        assertThat(loaded.get("relationships").asInt()).isEqualTo(edges);
        try (var session = small.graph().driver().session()) {
            assertThat(session.run("MATCH (:Label)-[:CORRELATES]->(f:Feature) RETURN count(DISTINCT f) AS n")
                            .single()
                            .get("n")
                            .asInt())
                    .isPositive();
            // What communities wrote: the number of correlations between features.
            assertThat(session.run("MATCH (f:Feature) WHERE f.degree <> COUNT { (f)-[:CORRELATES]-(:Feature) }"
                                    + " RETURN count(*) AS n")
                            .single()
                            .get("n")
                            .asInt())
                    .isZero();
        }
        Path out = folder.resolve("labels.json");
        JsonNode exported = small.commands()
                .json(
                        "export",
                        "--format",
                        "json",
                        "--out",
                        out.toString(),
                        "--run",
                        small.folder().toString(),
                        "--cypher",
                        "MATCH p = (:Label)-[:CORRELATES]->(:Feature) RETURN p");
        assertThat(exported).isNotNull();
        assertThat(Files.readString(out)).contains("small/").doesNotContain("noun.Tops/");
    }

    @Test
    void aFileOfLabelsTakesThePlaceOfCategories(SmallRun small) throws IOException {
        Path run = small.copy();
        StringBuilder lines = new StringBuilder();
        for (int d = 0; d < 100; d++) {
            lines.append(d).append('\t').append(d % 2 == 0 ? "even" : "odd").append('\n');
        }
        Path file = Files.writeString(folder.resolve("own.tsv"), lines + "99\tlast\n\n");
        JsonNode found = small.commands()
                .json("correlate-labels", "--run", run.toString(), "--labels", file.toString(), "--pool", "mean");
        assertThat(found.get("documents").asInt()).isEqualTo(100);
        assertThat(found.at("/labels/0/name").asText()).isEqualTo("even");
        assertThat(found.at("/labels/1/documents").asInt()).isEqualTo(50);
        assertThat(found.get("leftOut").get(0).asText()).isEqualTo("last");
        List<LabelEdge> edges = LabelFile.read(run.resolve("labels/labels.parquet"));
        LabelEdge even = edges.get(0);
        assertThat(edges)
                .filteredOn(edge -> edge.label().equals("odd")
                        && edge.index() == even.index()
                        && edge.set().equals(even.set()))
                .singleElement()
                .satisfies(odd -> assertThat(odd.r()).isCloseTo(-even.r(), within(1e-12)));
        byte[] before = Files.readAllBytes(run.resolve("run.json"));
        small.commands()
                .json("correlate-labels", "--run", run.toString(), "--labels", file.toString(), "--pool", "mean");
        assertThat(Files.readAllBytes(run.resolve("run.json"))).isEqualTo(before);
    }

    @Test
    void mistakesAreOneSentence(SmallRun small) throws IOException {
        String run = small.folder().toString();
        small.commands().mistake("max or mean", "correlate-labels", "--run", run, "--pool", "sum");
        small.commands().mistake("below 1", "correlate-labels", "--run", run, "--threshold", "1");
        small.commands().mistake("0 or more", "correlate-labels", "--run", run, "--top", "-1");
        small.commands().mistake("1 or more", "correlate-labels", "--run", run, "--min-documents", "0");
        small.commands().mistake("is no run directory", "correlate-labels", "--run", folder.toString());
        Path file = folder.resolve("labels.tsv");
        for (Map.Entry<String, String> bad : Map.of(
                        "7 spam\n", "line 1: a document, a tab and a label",
                        "7\tspam\n400\tham\n", "line 2: run",
                        "7\tspam\n8\tham\n", "nothing to correlate with")
                .entrySet()) {
            Files.writeString(file, bad.getKey());
            small.commands().mistake(bad.getValue(), "correlate-labels", "--run", run, "--labels", file.toString());
        }
        small.commands().mistake("none.tsv", "correlate-labels", "--run", run, "--labels", folder + "/none.tsv");
    }
}
