package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.CypherParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.EagerResult;

/** What the queries for Neo4j Browser say of their columns, held against what they give. */
@WithSmallRun
class QueryColumnsTest {

    /** On a real run, with the parameters that the files name themselves; some have nothing to say about so small a run. */
    @Test
    void everyQueryGivesTheColumnsThatItsTextPromises(SmallRun small) throws IOException {
        Driver driver = small.graph().driver();
        List<String> empty = new ArrayList<>();
        Path queries = Path.of("..", "cypher", "queries");
        try (var files = Files.list(queries)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().startsWith("explorer-"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                CypherFile query = CypherFile.parse("queries/" + file.getFileName(), text);
                Map<String, Object> parameters = new HashMap<>();
                for (CypherParameter parameter : query.parameters()) {
                    parameters.put(
                            parameter.name(),
                            driver.executableQuery("RETURN " + parameter.value() + " AS value")
                                    .execute()
                                    .records()
                                    .get(0)
                                    .get("value")
                                    .asObject());
                }
                parameters.computeIfPresent("run", (name, value) -> SmallRun.ID);
                EagerResult result = driver.executableQuery(query.statement())
                        .withParameters(parameters)
                        .execute();
                String promised = text.replace("\n// ", " ");
                assertThat(promised)
                        .as(file.toString())
                        .contains("Columns: " + String.join(", ", result.keys()) + "\n");
                if (result.records().isEmpty()) {
                    empty.add(file.getFileName().toString());
                }
            }
        }
        // Chains and what appears need a third layer, labels a list of keys, the decoders details; MiniLM predicts no
        // tokens that features might promote, so that steering is not measured either; nobody has reviewed anything.
        assertThat(empty)
                .isSubsetOf(
                        "absorption-by-decoder.cypher",
                        "appear-and-continue.cypher",
                        "causal-chains.cypher",
                        "chains-upward.cypher",
                        "confounded-pairs.cypher",
                        "effects-without-correlation.cypher",
                        "feature-labels.cypher",
                        "features-that-promote.cypher",
                        "negative-correlations.cypher",
                        "path-contexts.cypher",
                        "paths-by-effect.cypher",
                        "reviews-by-verdict.cypher",
                        "what-a-feature-moves.cypher",
                        "what-moves-a-feature.cypher");
    }
}
