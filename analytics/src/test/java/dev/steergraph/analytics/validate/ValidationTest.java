package dev.steergraph.analytics.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.fixture.OddFeatures;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedGraph.class)
class ValidationTest {

    private static final ValidationParameters PARAMETERS = new ValidationParameters(20, 5, 20, 0);

    @TempDir
    private Path folder;

    @Test
    void enrichmentIsThatOfScipy() throws IOException {
        JsonNode file;
        try (InputStream in = ValidationTest.class.getResourceAsStream("enrichment.json")) {
            file = new ObjectMapper().readTree(in);
        }
        List<Integer> categories = new ArrayList<>();
        file.get("categoryOf").forEach(c -> categories.add(c.asInt()));
        List<String> names = List.of("a", "b", "c", "d", "e");
        int[] texts = new int[names.size()];
        categories.forEach(c -> texts[c]++);
        List<int[]> groups = new ArrayList<>();
        file.get("groups").forEach(g -> {
            int[] group = new int[g.size()];
            for (int i = 0; i < group.length; i++) {
                group[i] = g.get(i).asInt();
            }
            groups.add(group);
        });
        TextCategories of = new TextCategories(
                names, categories.stream().mapToInt(Integer::intValue).toArray(), texts);
        List<List<Enrichment>> actual = new Enrichments(of).of(groups);
        int compared = 0;
        for (int g = 0; g < groups.size(); g++) {
            for (Enrichment e : actual.get(g)) {
                int c = names.indexOf(e.category());
                assertThat(e.p()).isCloseTo(file.get("p").get(g).get(c).asDouble(), within(1e-12));
                assertThat(e.q()).isCloseTo(file.get("q").get(g).get(c).asDouble(), within(1e-12));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void plantedMeaningIsFoundAndPermutedIsNot(GraphConnection graph) throws IOException {
        PlantedRun planted = new PlantedRun("meaning", 4, 15);
        planted.load(graph, 1);
        OddFeatures.load(graph, planted.run());
        RunId run = new RunId(planted.run());
        CommunityDetection.run(graph.driver(), graph.database(), run, CommunityParameters.DEFAULT);
        ValidationReport report = Validation.of(graph.driver(), graph.database(), run, PARAMETERS);

        // Groups are communities and have a category each; the odd features' communities share one of them.
        ValidationReport.Semantics semantics = Objects.requireNonNull(report.semantics());
        CategoryAgreement agreement = Objects.requireNonNull(semantics.agreement());
        assertThat(agreement.ami()).isGreaterThan(0.85);
        assertThat(agreement.ofPermutedFeatures().mean()).isBetween(-0.1, 0.1);
        assertThat(agreement.ami()).isGreaterThan(agreement.ofPermutedFeatures().largest());
        assertThat(semantics.ofCommunity()).hasSize(6);
        assertThat(semantics.ofCategory()).hasSize(4);
        assertThat(report.pairs()).hasSize(20).isSortedAccordingTo((a, b) -> Double.compare(b.r(), a.r()));
        assertThat(report.pairs())
                .allSatisfy(pair -> assertThat(pair.lower().place().charAt(0))
                        .isLessThan(pair.higher().place().charAt(0)));

        ValidationFiles.write(report, folder);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("validation.json").toFile());
        assertThat(json.get("format").asText()).isEqualTo("steergraph.validation");
        assertThat(json.get("semantics").get("agreement").get("ami").asDouble()).isEqualTo(agreement.ami());
        String html = Files.readString(folder.resolve("validation.html"));
        assertThat(html).doesNotContain("<script").doesNotContain("http:").doesNotContain("https:");
        assertThat(html).contains("prefers-color-scheme: dark").contains("<mark class=");
        assertThat(html.split("<article>")).hasSize(21);
        assertThat(Files.readString(folder.resolve("pairs.csv")))
                .startsWith("pair,r,mi,rows,documents,lower,")
                .contains("*dog*");
    }

    @Test
    void withoutCategoriesTheSheetRemains(GraphConnection graph) throws IOException {
        PlantedRun planted = new PlantedRun("no-categories", 2, 6);
        planted.load(graph, 1);
        graph.driver()
                .executableQuery("MATCH (c:Context {run: $run}) REMOVE c.category SET c.tokens = ['<b>', '\"=1+1']")
                .withParameters(Map.of("run", planted.run()))
                .execute();
        ValidationReport report = Validation.of(graph.driver(), graph.database(), new RunId(planted.run()), PARAMETERS);
        assertThat(report.semantics()).isNull();
        assertThat(report.pairs()).isNotEmpty();
        ValidationFiles.write(report, folder);
        assertThat(Files.readString(folder.resolve("validation.html")))
                .contains("No text of this run has a category")
                .contains("&lt;b&gt;")
                .doesNotContain("<b>\"");
    }

    @Test
    void tokensReadNaturally() {
        assertThat(String.join(
                        "", ReadableTokens.of(List.of("mixed", "with", "pig", "##ment", "(", "a", ")", ",", "or"))))
                .isEqualTo("mixed with pigment (a), or");
        assertThat(String.join("", ReadableTokens.of(List.of("The", "Ġdog", "s"))))
                .isEqualTo("The dogs");
    }
}
