package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@WithSmallRun
class SimilarCommandTest {

    @Test
    void asManyFeaturesComeAsWereAskedFor(SmallRun small) throws IOException {
        String feature = small.strongestPair().get(0);
        assertThat(small.commands()
                        .json("similar", "--run", SmallRun.ID, "--to", feature, "-k", "3")
                        .get("similar"))
                .hasSize(3);
    }
}
