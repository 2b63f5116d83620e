package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.EdgeFile;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class EncodeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void anSaeTrainedInOneRunEncodesAnother(SmallRun small) throws IOException {
        CommandRunner commands = small.commands();
        Path other = folder.resolve("other");
        Path corpus = folder.resolve("corpus.txt");
        Files.writeString(corpus, "The dog barked at the mailman.\n\nA ship sailed over the sea.\n".repeat(20));
        commands.json("extract", "--run", other.toString(), "--layers", "3", "--corpus", corpus.toString());
        JsonNode encoded = commands.json("encode", "--run", other.toString(), "--sae", "3=" + small.sae(3));
        assertThat(encoded.get("blocks.3.hook_resid_post").get("dSae").asInt()).isEqualTo(256);
        Path codes = other.resolve("codes/blocks.3.hook_resid_post/part-00000.safetensors");
        JsonNode correlated = commands.json(
                "correlate",
                "--codes",
                "3=" + codes,
                "--out",
                folder.resolve("correlated").toString(),
                "--null",
                "0",
                "--details",
                "--sae",
                "3=" + small.sae(3));
        assertThat(correlated.get("edges").asInt()).isPositive();
        assertThat(folder.resolve("correlated/edges.parquet")).isNotEmptyFile();
        assertThat(EdgeFile.decoderCosines(folder.resolve("correlated")))
                .isNotEmpty()
                .allSatisfy(cosine -> assertThat(cosine).isBetween(-1.0, 1.0));
    }
}
