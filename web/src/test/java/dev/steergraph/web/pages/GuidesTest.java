package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.StandaloneQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class GuidesTest {

    /** Queries that answer with the help of others, and are of no use to a reader. */
    private static final Set<String> HELPERS = Set.of("feature-key", "feature-labels", "run-counts");

    @Test
    void everySlideHoldsQueriesThatBrowserCanRun() {
        String html = Guides.html("sample");
        assertThat(html.split("<slide>")).hasSize(8);
        assertThat(html.split("<pre ")).hasSize(Guides.queries().size() + 1);
        assertThat(html)
                .contains("MATCH (a:Feature)-[c:CORRELATES]-&gt;(b:Feature)", "{run: 'sample'}", "<b>sample</b>")
                .doesNotContain("<script", ":param", "$run", "'demo'");
    }

    @Test
    void everyQueryForPeopleIsInTheGuideOnce() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "cypher", "queries"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".cypher", ""))
                            .filter(name -> !name.startsWith("explorer-") && !HELPERS.contains(name)))
                    .containsExactlyInAnyOrderElementsOf(Guides.queries().stream()
                            .map(query -> query.name().replace("queries/", "").replace(".cypher", ""))
                            .toList());
        }
    }

    @Test
    void favouritesAreTheQueriesOfTheGuideInAFolderOfTheRun() throws IOException {
        List<CypherFile> queries = Guides.queries();
        assertThat(read(Favourites.zip(queries, "sample")))
                .isEqualTo(queries.stream()
                        .collect(Collectors.toMap(
                                query -> query.name().replace("queries/", "SteerGraph sample/"),
                                query -> StandaloneQuery.of(query, "sample"))));
        assertThat(Favourites.zip(queries, "sample")).isEqualTo(Favourites.zip(queries, "sample"));
    }

    private static Map<String, String> read(byte[] bytes) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
