package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** As many features as are ever drawn at once: one in the middle, 1,600 around it, and correlations among these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeNeighbourhoodTest {

    private static final String GRAPH = """
            // 1,601 features: a hub, and 1,600 that correlate with it and with their next three
            MERGE (m:Model {id: 'wide'}) SET m.dModel = 8, m.layers = 6
            MERGE (r:Run {id: 'wide'})
            SET r.model = 'wide', r.rows = 10000, r.threshold = 0.1, r.documents = 100, r.minDocuments = 1,
                r.createdAt = '2026-02-01T10:00:00Z'
            MERGE (r)-[:OF_MODEL]->(m);
            MATCH (r:Run {id: 'wide'})
            UNWIND range(0, 1600) AS i
            WITH r, i, CASE i WHEN 0 THEN 2 ELSE i % 6 END AS layer
            CREATE (f:Feature {key: 'wide/wide@' + layer + '-res-8:' + i, run: 'wide', model: 'wide', layer: layer, index: i,
              hook: 'blocks.' + layer + '.hook_resid_post', sae: 'res-8', density: 0.01, mean: 0.1, sd: 0.3, max: 2.0, rowsActive: 100,
              label: 'word' + i, community: i % 12})-[:IN_RUN]->(r);
            MATCH (hub:Feature {run: 'wide', index: 0}), (f:Feature {run: 'wide'}) WHERE f.index > 0
            WITH hub, f, 0.2 + 0.0004 * f.index AS r
            CREATE (hub)-[:CORRELATES {r: r, strength: r, sign: 1, cost: -log(r), mi: 0.01, n11: 50, documents: 20, span: abs(f.layer - hub.layer)}]->(f);
            MATCH (a:Feature {run: 'wide'}), (b:Feature {run: 'wide'}) WHERE a.index > 0 AND b.index - a.index IN [1, 2, 3]
            WITH a, b, CASE WHEN (a.index + b.index) % 5 = 0 THEN -0.4 ELSE 0.4 END AS r
            CREATE (a)-[:CORRELATES {r: r, strength: abs(r), sign: toInteger(sign(r)), cost: -log(abs(r)), mi: 0.01, n11: 50, documents: 20,
              span: abs(b.layer - a.layer)}]->(b);
            CALL db.awaitIndexes(60)
            """;

    /** Generous to a busy machine with two cores; what is measured is printed. */
    private static final double MOST_SECONDS = 20;

    private FixtureDatabase database;
    private Explorer explorer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = FixtureDatabase.start(folder);
        database.run(CypherFile.parse("wide.cypher", GRAPH));
        explorer = database.explorer();
    }

    @AfterAll
    void stop() {
        explorer.close();
        database.close();
    }

    @Test
    void fifteenHundredFeaturesAreDrawnAndOneMoreIsNot() throws IOException {
        try (Chromium chromium = Chromium.open()) {
            chromium.go(explorer.uri()
                    .resolve("/wide/graph?seed=2-res-8/0&limit=60")
                    .toString());
            chromium.find(".canvas[data-nodes=\"60\"]");
            chromium.script("window.began = performance.now();"
                    + "const link = document.createElement('a'); link.href = '/wide/graph?seed=2-res-8/0&limit=1500';"
                    + "document.querySelector('main').append(link); link.click();"
                    + "new MutationObserver((_, o) => { if (document.querySelector('.canvas[data-nodes=\"1500\"]'))"
                    + " { o.disconnect(); requestAnimationFrame(() => { window.took = performance.now() - window.began; }); } })"
                    + ".observe(document, {subtree: true, attributes: true, attributeFilter: ['data-nodes']});");
            chromium.find(".canvas[data-nodes=\"1500\"]");
            double seconds = ((Number) chromium.script("return window.took")).doubleValue() / 1000;
            System.out.printf(
                    "1,500 features and %s correlations drawn after %.1f s%n",
                    chromium.find(".canvas").getDomAttribute("data-edges"), seconds);
            assertThat(seconds).isLessThan(MOST_SECONDS);
            chromium.sees(".note", "1,500 of 1,601 features, the nearest");
            assertThat(
                            chromium.script(
                                    "const cy = document.querySelector('.canvas')._cyreg.cy;"
                                            + "return new Set(cy.nodes('.feature').map(n => n.position('x') + ' ' + n.position('y'))).size"))
                    .as("places")
                    .isEqualTo(1500L);
            assertThat(Integer.parseInt(chromium.find(".canvas").getDomAttribute("data-edges")))
                    .isEqualTo(5000);
            chromium.sees(".note", "5,000 correlations between those drawn, the strongest of ");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
