package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithSmallRun
class ExtractCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theReportCountsDocumentsAndRows(SmallRun small) throws IOException {
        JsonNode report = small.reportOf("extract");
        assertThat(report.get("documents").asInt()).isEqualTo(400);
        assertThat(report.get("rows").asInt()).isGreaterThan(4000);
    }

    @Test
    void aRunBegunWithOtherSettingsIsRefused(SmallRun small) throws IOException {
        small.commands()
                .mistake(
                        "begun with other settings",
                        "extract",
                        "--run",
                        small.folder().toString(),
                        "--layers",
                        "1,3",
                        "--corpus",
                        "wordnet",
                        "--prompts",
                        "401");
    }

    @Test
    void aRunEncodedInOnePassIsLikeAnyOther(SmallRun small) throws IOException {
        small.graph();
        CommandRunner commands = small.commands();
        Path once = folder.resolve("once");
        JsonNode report = commands.json(
                "extract",
                "--run",
                once.toString(),
                "--corpus",
                "wordnet",
                "--prompts",
                "400",
                "--sae",
                "1=" + small.sae(1),
                "--sae",
                "3=" + small.sae(3));
        assertThat(report.get("rows").asInt()).isGreaterThan(4000);
        assertThat(once.resolve("activations")).doesNotExist();
        for (String file : List.of(
                "codes/blocks.1.hook_resid_post/part-00000.safetensors",
                "features/blocks.3.hook_resid_post.safetensors")) {
            assertThat(once.resolve(file)).hasSameBinaryContentAs(small.folder().resolve(file));
        }
        assertThat(commands.json("correlate", "--run", once.toString()).get("edges"))
                .isEqualTo(small.reportOf("correlate").get("edges"));
        JsonNode loaded = commands.json("load", "--run", once.toString());
        for (String count : List.of("features", "relationships", "contexts")) {
            assertThat(loaded.get(count)).isEqualTo(small.reportOf("load").get(count));
        }
        assertThat(loaded.get("sets")).hasSize(2); // named after the SAEs' folders, not after their training
        assertThat(commands.run("status", "--run", once.toString(), "--verify").out())
                .contains("sizes and checksums");
        assertThat(commands.run(
                                "export-codes",
                                "--run",
                                once.toString(),
                                "--format",
                                "delphi",
                                "--out",
                                once + "-latents")
                        .code())
                .isZero();
        assertThat(commands.json(
                                "export-codes",
                                "--run",
                                once.toString(),
                                "--format",
                                "neuronpedia",
                                "--out",
                                once + "-np")
                        .get("files"))
                .hasSize(4);
        commands.mistake("no activations", "train-sae", "--run", once.toString(), "--d-sae", "256");
        commands.json("unload", "--run", once.toString());
    }

    /** Its decoder points the other way. */
    @Test
    void anSaeThatDoesNotFitStopsUnlessThatIsAccepted(SmallRun small) throws IOException {
        Path turned = Files.createDirectory(folder.resolve("turned"));
        Files.copy(small.sae(1).resolve("cfg.json"), turned.resolve("cfg.json"));
        Safetensors weights = Safetensors.open(small.sae(1).resolve("sae_weights.safetensors"));
        List<Tensor> tensors = new ArrayList<>();
        for (String name : List.of("W_enc", "W_dec", "b_enc", "b_dec", "threshold")) {
            Tensor tensor = weights.tensor(name, DType.F32, name.startsWith("W") ? 2 : 1);
            float[] values = new float[tensor.data().remaining() / Float.BYTES];
            tensor.data().asFloatBuffer().get(values);
            for (int i = 0; i < values.length && name.equals("W_dec"); i++) {
                values[i] = -values[i];
            }
            tensors.add(Tensor.of(name, values, tensor.shape()));
        }
        Safetensors.write(turned.resolve("sae_weights.safetensors"), Map.of(), tensors);
        String run = folder.resolve("run").toString();
        List<String> options = new ArrayList<>(
                List.of("extract", "--run", run, "--corpus", "wordnet", "--prompts", "80", "--sae", "1=" + turned));
        small.commands()
                .mistake(
                        "does not fit the activations at blocks.1.hook_resid_post of all-minilm-l6-v2",
                        options.toArray(String[]::new));
        small.commands().mistake("(--accept-mismatch)", options.toArray(String[]::new));
        options.add("--accept-mismatch");
        assertThat(small.commands()
                        .json(options.toArray(String[]::new))
                        .get("rows")
                        .asInt())
                .isGreaterThan(500);
        assertThat(Files.readString(folder.resolve("run/run.json"))).contains("\"fvu\"");
    }

    @ParameterizedTest
    @CsvSource({
        "--layers 6, out of range",
        "--layers 1 --model ./gpt9, is no folder",
        "--layers 3-1, runs backwards",
        "--layers first, 'write all, 1,3,5 or 0-11'",
        "--layers 0 --hooks resid_middle, resid_middle",
        "--layers 0 --dtype f64, 'use f32, bf16 or f16'",
        "--layers 0 --device gpu:99, gpu:99",
        "--layers 0 --context 4096, out of range",
        "--layers 0 --pack --pool mean, exclude each other",
        "--layers 0 --pack --split-long, mutually exclusive",
        "--layers 0 --tokens 0, at least 1",
        "'', '--layers, or --sae'",
        "--sae 3=./nothing, There is no SAE at"
    })
    void aMistakeIsToldInOneSentence(String options, String part) {
        List<String> arguments =
                new ArrayList<>(List.of("extract", "--run", folder.resolve("x").toString(), "--corpus", "wordnet"));
        if (!options.isEmpty()) {
            arguments.addAll(List.of(options.split(" ")));
        }
        new CommandRunner(folder.resolve("home")).mistake(part, arguments.toArray(String[]::new));
    }

    @Test
    void aCorpusThatIsNotThereIsAMistake() {
        new CommandRunner(folder.resolve("home"))
                .mistake(
                        "does not exist",
                        "extract",
                        "--run",
                        folder.resolve("x").toString(),
                        "--layers",
                        "1",
                        "--corpus",
                        "nothing.txt");
    }
}
