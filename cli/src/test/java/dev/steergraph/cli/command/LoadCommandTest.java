package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class LoadCommandTest {

    @TempDir
    private Path folder;

    @Test
    void whatOthersSayIsLoadedCountedAndShown(SmallRun small) throws IOException {
        String run = small.folder().toString();
        Path labels = folder.resolve("labels.jsonl");
        String line = "{\"modelId\": \"all-minilm-l6-v2\", \"layer\": \"3-res-batchtopk-256\", \"index\": \"%d\","
                + " \"description\": \"%s\", \"explanationModelName\": \"gpt-4o-mini\"}%n";
        Files.writeString(labels, line.formatted(5, "zeppelins") + line.formatted(256, "none"));
        JsonNode loaded = small.commands().json("load", "--run", run, "--labels", labels.toString());
        assertThat(loaded.at("/labels/0/matched").asInt()).isEqualTo(1);
        assertThat(loaded.at("/labels/0/unknown").asInt()).isEqualTo(1);
        assertThat(loaded.get("features").asInt()).isEqualTo(512);
        assertThat(small.commands()
                        .run("load", "--run", run, "--labels", labels.toString())
                        .out())
                .contains(labels + ": 1 explanations of 1 features; 1 are of features that the run does not have");
        Path exported = folder.resolve("one.json");
        small.commands()
                .json("export", "--run", run, "--format", "json", "--out", exported.toString(), "--features", "3:5");
        assertThat(Files.readString(exported)).contains("\"zeppelins\"").contains("\"Neuronpedia, gpt-4o-mini\"");
        Files.writeString(labels, "{");
        small.commands().mistake("labels.jsonl, line 1", "load", "--run", run, "--labels", labels.toString());
        small.commands().mistake("does not exist", "load", "--run", run, "--labels", folder + "/none");
        Files.writeString(labels, line.formatted(5, "x").replace("all-minilm-l6-v2", "gemma-2-2b"));
        small.commands().mistake("gemma-2-2b/3-res-batchtopk-256", "load", "--run", run, "--labels", labels.toString());
        try (var session = small.graph().driver().session()) {
            session.run("MATCH (e:Explanation) DETACH DELETE e").consume();
            session.run("MATCH (f:Feature) REMOVE f.explanations, f.explanation, f.explanationSource")
                    .consume();
        }
    }

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
