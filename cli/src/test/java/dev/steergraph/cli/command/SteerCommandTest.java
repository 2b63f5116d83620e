package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.WordModel;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.StatisticsFile;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.core.steering.band.BandsFile;
import dev.steergraph.core.steering.band.FeatureBand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steered text, on a small GPT-2 of random weights whose words are w3 to w60, and SAEs that were trained on it. */
class SteerCommandTest {

    private static final String PROMPT = "w5 w6 w7 w8";

    @TempDir
    private static Path folder;

    private static CommandRunner commands;
    private static String run;
    private static int active;
    private static int another;

    @BeforeAll
    static void makeRun() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        Path model = WordModel.write(folder.resolve("words"), "gpt2");
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"chat_template\": \"{% for message in messages %}w10 "
                        + "{{ message.content }} w11 {% endfor %}\"}");
        Path corpus = WordModel.corpus(folder.resolve("corpus.txt"), 200);
        run = folder.resolve("run").toString();
        commands.json(
                "extract", "--run", run, "--model", model.toString(), "--layers", "0,1", "--corpus", corpus.toString());
        commands.json("train-sae", "--run", run, "--d-sae", "32", "--k", "4");
        commands.json("encode", "--run", run);
        FeatureStatistics statistics =
                StatisticsFile.read(Path.of(run, "features", "blocks.1.hook_resid_post.safetensors"));
        active = IntStream.range(0, 32)
                .filter(feature -> statistics.max()[feature] > 0)
                .findFirst()
                .orElseThrow();
        another = IntStream.range(active + 1, 32)
                .filter(feature -> statistics.max()[feature] > 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSteeredTextSaysWhereItWasSteered() throws IOException {
        JsonNode plain = generate().get(0);
        JsonNode steered = generate("--steer", "1:" + active + "=3").get(0);
        assertThat(steered.get("prompt").asText()).isEqualTo(PROMPT);
        assertThat(steered.get("ids")).hasSize(plain.get("ids").size()).isNotEqualTo(plain.get("ids"));
        JsonNode applied = steered.get("applied").get(0);
        assertThat(applied.get("hook").asText()).isEqualTo("blocks.1.hook_resid_post");
        assertThat(applied.get("prompt").asInt()).isEqualTo(4);
        assertThat(applied.get("generated").asInt()).isEqualTo(7);
        assertThat(applied.get("ratio").asDouble()).isPositive();
        assertThat(generate("--steer", "1:" + active + "=0").get(0).get("ids")).isEqualTo(plain.get("ids"));
        assertThat(commands.run("generate", "--run", run, "--prompt", PROMPT, "--steer", "1:" + active + "=3")
                        .out())
                .startsWith(PROMPT)
                .contains("steered blocks.1.hook_resid_post at 4 tokens of the prompt", "of |x|");
    }

    @Test
    void onlyThePositionsThatAreAskedForAreSteered() throws IOException {
        String steer = "1:" + active + "=3";
        JsonNode prompt = generate("--steer", steer, "--positions", "prompt")
                .get(0)
                .get("applied")
                .get(0);
        assertThat(prompt.get("prompt").asInt()).isEqualTo(4);
        assertThat(prompt.get("generated").asInt()).isZero();
        JsonNode generated = generate("--steer", steer, "--positions", "generated")
                .get(0)
                .get("applied")
                .get(0);
        assertThat(generated.get("prompt").asInt()).isZero();
        assertThat(generated.get("generated").asInt()).isEqualTo(7);
        assertThat(generated.has("ratio")).isFalse();
    }

    @Test
    void defaultAndSteeredTextStandSideBySideWithTheSameSeeds() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), PROMPT + "\n\nw9 w10\n");
        String[] manner = {"--temperature", "1", "--seed", "5", "--tokens", "8"};
        List<String> arguments = new ArrayList<>(List.of("steer", "--run", run, "--prompts", prompts.toString()));
        arguments.addAll(List.of("--features", "1:" + active + "=2,0:1=ablate"));
        arguments.addAll(List.of(manner));
        JsonNode compared = commands.json(arguments.toArray(String[]::new));
        assertThat(compared).hasSize(2);
        JsonNode alone = generate("--prompt", "w9 w10", "--temperature", "1", "--seed", "5");
        assertThat(compared.get(0).get("default").get("ids"))
                .isEqualTo(alone.get(0).get("ids"));
        assertThat(compared.get(1).get("default").get("ids"))
                .isEqualTo(alone.get(1).get("ids"));
        assertThat(compared.get(0).get("steered").get("applied")).hasSize(2);
        assertThat(commands.run(arguments.toArray(String[]::new)).out())
                .containsSubsequence(PROMPT, "default", "steered", "w9 w10", "blocks.0.hook_resid_post");
    }

    @Test
    void aChatIsAskedThroughItsTemplate() throws IOException {
        JsonNode chat = generate("--steer", "1:" + active + "=3", "--chat").get(0);
        assertThat(chat.get("applied").get(0).get("prompt").asInt()).isEqualTo(6);
        assertThat(chat.get("ids"))
                .isEqualTo(commands.json(
                                "generate",
                                "--run",
                                run,
                                "--tokens",
                                "8",
                                "--prompt",
                                "w10 " + PROMPT + " w11",
                                "--steer",
                                "1:" + active + "=3")
                        .get(0)
                        .get("ids"));
        JsonNode told = generate("--chat", "--system", "w3 w4", "--steer", "1:" + active + "=3")
                .get(0);
        assertThat(told.get("applied").get(0).get("prompt").asInt()).isEqualTo(10);
        commands.mistake("give --chat as well", "generate", "--run", run, "--prompt", PROMPT, "--system", "w3");
        commands.mistake("has no chat template", "generate", "--model", "minilm", "--prompt", "hello", "--chat");
    }

    @Test
    void aRecipeSteersWithItsOwnSaes() throws IOException {
        Path recipe = Files.createDirectories(folder.resolve("recipe"));
        RecipeFile.write(
                recipe.resolve("recipe.json"),
                new Recipe(List.of(new Intervention(
                        new Place.OfFeature(new FeatureId("words", 1, "own", active), HookPoint.residPost(1), 2.5, ""),
                        new Change.Add(2),
                        Positions.ALL,
                        ""))));
        // A recipe that somebody wrote for this machine.
        Path file = recipe.resolve("recipe.json");
        String sae = Path.of(run, "sae", "blocks.1.hook_resid_post").toString();
        Files.writeString(file, Files.readString(file).replace("\"sae\" : \"\"", "\"sae\" : \"" + sae + "\""));
        JsonNode made = commands.json(
                "steer",
                "--model",
                folder.resolve("words").toString(),
                "--recipe",
                recipe.toString(),
                "--prompt",
                PROMPT,
                "--tokens",
                "8");
        assertThat(made.get(0).get("steered").get("applied")).hasSize(1);
        assertThat(generate("--recipe", recipe.toString()).get(0).get("ids"))
                .isEqualTo(made.get(0).get("steered").get("ids"));
    }

    @Test
    void anSaeThatIsNamedStandsForThatOfTheRun() throws IOException {
        String sae = Path.of(run, "sae", "blocks.1.hook_resid_post").toString();
        assertThat(generate("--steer", "1:" + active + "=3", "--sae", "1=" + sae)
                        .get(0)
                        .get("ids"))
                .isEqualTo(generate("--steer", "1:" + active + "=3").get(0).get("ids"));
        commands.mistake(
                "has no codes of the SAE",
                "generate",
                "--run",
                run,
                "--prompt",
                PROMPT,
                "--steer",
                "0:1=1",
                "--sae",
                "0=../steering/src/test/resources/dev/steergraph/steering/parity/saes/gpt2/blocks.0.hook_resid_post");
    }

    @Test
    void anotherModelOfTheSameGeometryIsNamed() throws IOException {
        Path other = Files.createDirectory(folder.resolve("others"));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(folder.resolve("words").resolve(file), other.resolve(file));
        }
        String[] command = {"generate", "--run", run, "--prompt", PROMPT, "--steer", "1:" + active + "=1"};
        String[] elsewhere = Arrays.copyOf(command, command.length + 2);
        elsewhere[command.length] = "--model";
        elsewhere[command.length + 1] = other.toString();
        assertThat(notes(elsewhere)).contains("The features are of words, the model is others");
        assertThat(notes(command)).doesNotContain("The features are of");
    }

    /** Progress goes to the standard error of the process. */
    private String notes(String... command) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(commands.run(command).code()).isZero();
        } finally {
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anSaeThatDidNotMakeTheCodesIsRefused() throws IOException {
        Path sae = Files.createDirectory(folder.resolve("sae"));
        for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
            Files.copy(Path.of(run, "sae", "blocks.1.hook_resid_post", file), sae.resolve(file));
        }
        String encoded = folder.resolve("encoded").toString();
        commands.json(
                "extract",
                "--run",
                encoded,
                "--model",
                folder.resolve("words").toString(),
                "--corpus",
                folder.resolve("corpus.txt").toString(),
                "--sae",
                "1=" + sae);
        String[] steered = {"generate", "--run", encoded, "--prompt", PROMPT, "--steer", "1:" + active + "=1"};
        assertThat(commands.run(steered).code()).isZero();
        byte[] weights = Files.readAllBytes(sae.resolve("sae_weights.safetensors"));
        weights[weights.length - 2] ^= 1;
        Files.write(sae.resolve("sae_weights.safetensors"), weights);
        commands.mistake("is not the one that made the codes of blocks.1.hook_resid_post", steered);
    }

    private static JsonNode generate(String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("generate", "--run", run, "--prompt", PROMPT, "--tokens", "8"));
        arguments.addAll(List.of(options));
        return commands.json(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "1:32=1, 'no feature 32'",
        "5:1=1, no SAE of layer 5",
        "1/other:1=1, There is no feature 1/other:1",
        "1:1=NaN, out of range",
        "1:1=1e9, out of range",
        "1:1=-1e9, out of range",
        "1:1=much, no way to steer",
        "1:1=clamp:-1, never negative",
        "1:1=clamp, says no strength",
        "1:1, is no feature with a strength",
        "one=1, is no feature"
    })
    void aFeatureOrStrengthThatIsNoneIsAMistake(String steer, String part) {
        commands.mistake(part, "generate", "--run", run, "--prompt", PROMPT, "--steer", steer);
        commands.mistake(part, "steer", "--run", run, "--prompt", PROMPT, "--features", steer);
    }

    @Test
    void otherMistakesAreToldInOneSentence() throws IOException {
        String steer = "1:" + active + "=1";
        String longest = IntStream.range(0, 70).mapToObj(i -> "w9").collect(Collectors.joining(" "));
        commands.mistake("more than the 64", "generate", "--run", run, "--prompt", longest, "--steer", steer);
        commands.mistake(
                "has 6 of width 384",
                "generate",
                "--model",
                "minilm",
                "--run",
                run,
                "--prompt",
                "hello",
                "--steer",
                steer);
        commands.mistake("No model is named", "generate", "--prompt", "hello");
        commands.mistake(
                "no SAE of layer 1",
                "generate",
                "--model",
                folder.resolve("words").toString(),
                "--prompt",
                PROMPT,
                "--steer",
                steer);
        commands.mistake("Nothing is named to steer with", "steer", "--run", run, "--prompt", PROMPT);
        commands.mistake("There is no prompt", "steer", "--run", run, "--features", steer);
        commands.mistake("does not exist", "steer", "--run", run, "--features", steer, "--prompts", "nothing.txt");
        commands.mistake(
                "no positions", "generate", "--run", run, "--prompt", PROMPT, "--steer", steer, "--positions", "some");
        Path none = Files.writeString(folder.resolve("none.json"), "{}");
        commands.mistake("is no recipe", "steer", "--run", run, "--prompt", PROMPT, "--recipe", none.toString());
    }

    @Test
    void aSweepMeasuresUsableBandsAndKeepsThemInTheRun() throws IOException {
        String[] both = sweep("--features", "1:" + active + ",1:" + another + ",1:" + active, "--sweep", "2,0.5");
        JsonNode bands = commands.json(both);
        assertThat(bands).hasSize(2);
        JsonNode band = bands.get(0);
        assertThat(band.get("index").asInt()).isEqualTo(active);
        assertThat(band.at("/strengths/0/k").asDouble()).isEqualTo(0.5);
        assertThat(band.at("/strengths/1/kl").asDouble())
                .isGreaterThan(band.at("/strengths/0/kl").asDouble());
        assertThat(band.get("targets")).isNotEmpty();
        Path file = Path.of(run, "steering", "bands.json");
        byte[] once = Files.readAllBytes(file);
        assertThat(commands.run(both).out())
                .contains("  raises \"w", "fluent up to a text NLL of", "fluency breaks")
                .containsSubsequence("@1-", ":" + active, "@1-", ":" + another);
        assertThat(Files.readAllBytes(file)).isEqualTo(once);
        assertThat(commands.json(sweep("--features", "1:" + active, "--sweep", "1")))
                .hasSize(1);
        try (RunDirectory directory = RunDirectory.view(Path.of(run))) {
            List<FeatureBand> kept = BandsFile.read(directory);
            assertThat(kept).hasSize(2);
            assertThat(kept.get(0).strengths()).hasSize(1);
            assertThat(kept.get(1).strengths()).hasSize(2);
        }
    }

    private static String[] sweep(String... options) {
        List<String> all = new ArrayList<>(List.of("steer", "--run", run, "--tokens", "5"));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    @Test
    void aSweepRefusesWhatItCannotMeasure() {
        String feature = "1:" + active;
        commands.mistake("names a strength", sweep("--features", feature + "=1", "--sweep", "1"));
        commands.mistake("No feature is named to sweep", sweep("--sweep", "1"));
        commands.mistake("above 0", sweep("--features", feature, "--sweep", "0,1"));
        commands.mistake("out of range", sweep("--features", feature, "--sweep", "NaN"));
        commands.mistake("out of range", sweep("--features", feature, "--sweep", "1e9"));
        commands.mistake("is no strength", sweep("--features", feature, "--sweep", "much"));
        commands.mistake("no strengths to try", sweep("--features", feature, "--sweep", ","));
        commands.mistake("above 0", sweep("--features", feature, "--sweep", "1", "--temperature", "0"));
        commands.mistake("at all positions", sweep("--features", feature, "--sweep", "1", "--positions", "prompt"));
        commands.mistake("no feature 32", sweep("--features", "1:32", "--sweep", "1"));
        commands.mistake("no SAE of layer 5", sweep("--features", "5:1", "--sweep", "1"));
        commands.mistake("give --features", sweep("--recipe", "recipe", "--sweep", "1"));
        commands.mistake("give --run", "steer", "--model", "minilm", "--features", feature, "--sweep", "1");
    }
}
