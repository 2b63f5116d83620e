package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@WithSmallRun
class LoadCommandTest {

    @Test
    void loadingTwiceChangesNothing(SmallRun small) throws IOException {
        JsonNode first = small.reportOf("load");
        assertThat(small.commands().json("load", "--run", small.folder().toString()))
                .isEqualTo(first);
        assertThat(first.get("features").asInt()).isEqualTo(512);
        assertThat(first.get("relationships").asInt())
                .isEqualTo(small.reportOf("correlate").get("edges").asInt());
    }
}
