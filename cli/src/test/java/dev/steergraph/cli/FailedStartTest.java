package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage that cannot start, whatever is wrong with its settings, forgets nothing of what was finished. */
@WithSmallRun
class FailedStartTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract --layers 1,3 --corpus wordnet --prompts 400 --context 3",
                "extract --layers 1,3 --corpus wordnet --prompts 0",
                "extract --layers 1,3 --corpus wordnet --prompts 400 --device gpu:99",
                "extract --layers 1,3 --corpus wordnet --prompts 400 --seed 5",
                "extract --layers 99 --corpus wordnet --prompts 400",
                "extract --layers 1,3 --corpus nowhere.txt --prompts 400",
                "train-sae --batch -1",
                "train-sae --batch 2000000000",
                "train-sae --k 0",
                "train-sae --k 257 --d-sae 256",
                "train-sae --d-sae 0",
                "train-sae --d-sae 2000000000",
                "train-sae --visits all --batch 1",
                "train-sae --visits minus",
                "train-sae --architecture relu",
                "train-sae --metrics-every 0",
                "train-sae --d-sae 128 --device gpu:99",
                "encode --sae 9=nowhere",
                "encode --sae 1=nowhere",
                "encode --sae 1=SAE --sae 2=SAE",
                "correlate --threshold 2",
                "correlate --min-documents -1",
                "correlate --null -1",
                "correlate --top -3",
                "correlate --top 3000",
                "correlate --threads 0",
                "correlate --features 1",
                "correlate --details --mi-bins 7",
                "correlate --bootstrap 3",
                "correlate --set none",
                "correlate --min-mi 2",
                "load --neo4j bolt://127.0.0.1:1 --user neo4j --password-file nowhere"
            })
    void runJsonIsWhatItWas(String line, SmallRun small) throws IOException {
        Path run = small.copy();
        byte[] before = Files.readAllBytes(run.resolve("run.json"));
        List<String> command = new ArrayList<>();
        for (String word : line.split(" ")) {
            command.add(word.replace("SAE", small.sae(1).toString()));
        }
        command.addAll(List.of("--run", run.toString()));
        CommandRunner.Outcome outcome = small.commands().run(command.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("steergraph: ").hasLineCount(1);
        assertThat(run.resolve("run.json")).hasBinaryContent(before);
    }

    @Test
    void aRunThatNeverBeganHasNoManifest(SmallRun small) {
        Path run = folder.resolve("new");
        small.commands().mistake("99", "extract", "--layers", "99", "--corpus", "wordnet", "--run", run.toString());
        assertThat(run.resolve("run.json")).doesNotExist();
    }

    @Test
    void anSaeThatWasNotTrainedToTheEndIsNotEvaluated(SmallRun small) throws IOException {
        Path run = folder.resolve("begun");
        small.commands()
                .json("extract", "--layers", "1,3", "--corpus", "wordnet", "--prompts", "20", "--run", run.toString());
        small.commands().mistake("train-sae", "evaluate-sae", "--run", run.toString());
        small.commands()
                .mistake(
                        "has activations of [blocks.3.hook_resid_post] as well",
                        "encode",
                        "--sae",
                        "1=" + small.sae(1),
                        "--run",
                        run.toString());
    }
}
