package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class GuidesTest {

    @Test
    void everySlideHoldsQueriesThatBrowserCanRun() {
        String html = Guides.html();
        assertThat(html.split("<slide>")).hasSize(8);
        assertThat(html.split("<pre ")).hasSize(Guides.queries().size() + 1);
        assertThat(html)
                .contains("MATCH (a:Feature)-[c:CORRELATES]-&gt;(b:Feature)")
                .doesNotContain("<script");
        assertThat(Guides.queries()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    }

    @Test
    void favouritesAreTheQueriesInAFolder() throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream in = CypherFile.class.getResourceAsStream(Guides.FAVOURITES);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("// ");
                    names.add(entry.getName());
                }
            }
        }
        assertThat(names)
                .hasSizeGreaterThan(30)
                .contains("SteerGraph/hubs.cypher", "SteerGraph/steering-paths.cypher")
                .allMatch(name -> name.startsWith("SteerGraph/") && name.endsWith(".cypher"))
                .noneMatch(name -> name.contains("explorer-"));
        assertThat(names)
                .containsAll(Guides.queries().stream()
                        .map(q -> q.name().replace("queries/", "SteerGraph/"))
                        .toList());
    }
}
