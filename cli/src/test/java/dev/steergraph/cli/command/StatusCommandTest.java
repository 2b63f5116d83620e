package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.CommandRunner.Outcome;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@WithSmallRun
class StatusCommandTest {

    @Test
    void anUnharmedRunHasTheSizesAndChecksumsOfRunJson(SmallRun small) throws IOException {
        assertThat(small.commands()
                        .run("status", "--run", small.folder().toString(), "--verify")
                        .out())
                .contains("sizes and checksums");
    }

    @Test
    void oneChangedBitIsFound(SmallRun small) throws IOException {
        Path run = small.copy();
        Path part = run.resolve("codes/blocks.1.hook_resid_post/part-00000.safetensors");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - 1] ^= 1;
        Files.write(part, bytes);
        Outcome damaged = small.commands().run("status", "--run", run.toString(), "--verify");
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains(part.getFileName().toString()).contains("SHA-256");
    }
}
