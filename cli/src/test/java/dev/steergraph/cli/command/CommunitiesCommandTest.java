package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@WithSmallRun
class CommunitiesCommandTest {

    @Test
    void withoutARunTheNewestInTheDatabaseIsTaken(SmallRun small) throws IOException {
        small.graph();
        JsonNode communities = small.commands().json("communities");
        assertThat(communities.get("communities")).isNotEmpty();
        assertThat(communities.toString()).contains(SmallRun.ID);
    }

    @Test
    void stabilityIsToldOverSeedsHalvesAndPermutedDocuments(SmallRun small) throws IOException {
        small.graph();
        JsonNode stability = small.commands()
                .json(
                        "communities",
                        "--run",
                        small.folder().toString(),
                        "--seeds",
                        "3",
                        "--split-half",
                        "--permuted-null");
        assertThat(stability.get("seeds").get("ari").asDouble()).isBetween(0.3, 1.0);
        assertThat(stability.get("halves").get("agreement").get("ari").asDouble())
                .isBetween(-0.1, 1.0);
        assertThat(stability.get("permutedNull").get("edges").asInt()).isPositive();
        assertThat(stability.get("permutedNull").get("modularity").asDouble())
                .isLessThan(stability.get("modularity").asDouble());
        assertThat(stability.get("structure").get("features").asInt()).isPositive();
    }

    @Test
    void aServerNeedsAPasswordFile(SmallRun small) {
        small.commands().mistake("--password-file", "communities", "--neo4j", "bolt://localhost:1");
    }
}
