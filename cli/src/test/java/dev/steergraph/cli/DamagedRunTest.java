package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file of a run that is no longer what was written: whoever reads it says so and changes nothing, and the command that made it
 * makes the same bytes again.
 */
@WithSmallRun
class DamagedRunTest {

    private static final String HOOK = "blocks.1.hook_resid_post";

    private static final String[] EXTRACT = {"extract", "--layers", "1,3", "--corpus", "wordnet", "--prompts", "400"};
    private static final String[] TRAIN = {"train-sae", "--d-sae", "256", "--k", "16"};
    private static final String[] ENCODE = {"encode"};
    private static final String[] CORRELATE = {"correlate", "--threads", "2"};

    private static final String[] TRAIN_ANEW = {"train-sae", "--d-sae", "128", "--k", "16"};
    private static final String[] CORRELATE_ANEW = {"correlate", "--threshold", "0.5"};
    private static final String[] CORRELATE_RAW = {"correlate", "--source", "activations"};
    private static final String[] CORRELATE_DETAILS = {"correlate", "--details"};
    private static final String[] EVALUATE = {"evaluate-sae"};
    private static final String[] ADMIN = {"export", "--format", "neo4j-admin", "--out", "OUT"};
    private static final String[] DELPHI = {"export-codes", "--format", "delphi", "--out", "OUT"};
    private static final String[] NEURONPEDIA = {"export-codes", "--format", "neuronpedia", "--out", "OUT"};

    @TempDir
    private Path folder;

    /** What happens to a file. */
    enum Damage {
        FLIPPED {
            @Override
            byte[] of(byte[] whole) {
                byte[] changed = whole.clone();
                changed[whole.length / 2] ^= 1;
                return changed;
            }
        },
        CUT {
            @Override
            byte[] of(byte[] whole) {
                return Arrays.copyOf(whole, whole.length - 1);
            }
        },
        EXTENDED {
            @Override
            byte[] of(byte[] whole) {
                return Arrays.copyOf(whole, whole.length + 1);
            }
        };

        abstract byte[] of(byte[] whole);
    }

    /** Each kind of file with who makes it, and who reads it. */
    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(
                        "tokens/part-00000.safetensors",
                        EXTRACT,
                        List.of(TRAIN_ANEW, CORRELATE_ANEW, EVALUATE, ADMIN, DELPHI, NEURONPEDIA)),
                arguments("tokens/documents-00000.jsonl", EXTRACT, List.of(EVALUATE, ADMIN, NEURONPEDIA)),
                arguments("tokens/tokenizer.json", EXTRACT, List.of(ADMIN, DELPHI, NEURONPEDIA)),
                arguments(
                        "activations/" + HOOK + "/part-00000.safetensors", EXTRACT, List.of(TRAIN_ANEW, CORRELATE_RAW)),
                arguments("sae/" + HOOK + "/cfg.json", TRAIN, List.of(ENCODE, EVALUATE, CORRELATE_DETAILS)),
                arguments(
                        "sae/" + HOOK + "/sae_weights.safetensors",
                        TRAIN,
                        List.of(ENCODE, EVALUATE, CORRELATE_DETAILS)),
                arguments(
                        "codes/" + HOOK + "/part-00000.safetensors",
                        ENCODE,
                        List.of(CORRELATE_ANEW, CORRELATE_DETAILS, ADMIN, DELPHI, NEURONPEDIA)),
                arguments("features/" + HOOK + ".safetensors", ENCODE, List.of(ADMIN, NEURONPEDIA)),
                arguments("correlations/edges.parquet", CORRELATE, List.of(ADMIN, NEURONPEDIA)),
                arguments("correlations/features.parquet", CORRELATE, List.<String[]>of(ADMIN)),
                arguments("correlations/edges.csv.gz", CORRELATE, List.of()),
                arguments("correlations/adjacency.npz", CORRELATE, List.of()),
                arguments("correlations/layer_1.npy", CORRELATE, List.of()),
                arguments("correlations/layer_1_vs_3.png", CORRELATE, List.of()),
                arguments("correlations/summary.json", CORRELATE, List.of()),
                arguments("correlations/report.html", CORRELATE, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void whoReadsItSaysSoAndWhoMadeItMakesItAgain(String path, String[] maker, List<String[]> readers, SmallRun small)
            throws IOException {
        Path run = small.copy();
        Path file = run.resolve(path);
        byte[] whole = Files.readAllBytes(file);
        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));
        for (Damage damage : Damage.values()) {
            Files.write(file, damage.of(whole));
            for (String[] reader : readers) {
                small.commands().mistake(file + " is damaged: ", on(run, reader));
                assertThat(run.resolve("run.json")).as(reader[0]).hasBinaryContent(manifest);
                assertThat(folder.resolve("out")).as(reader[0]).doesNotExist();
            }
        }
        Files.write(file, Damage.FLIPPED.of(whole));
        small.commands().json(on(run, maker));
        assertThat(file).hasBinaryContent(whole);
        assertThat(small.commands().json("status", "--verify", "--run", run.toString()))
                .isNotEmpty();
    }

    @Test
    void whatIsMissingIsSaidAndMadeAgain(SmallRun small) throws IOException {
        Path run = small.copy();
        Path file = run.resolve("codes/" + HOOK + "/part-00000.safetensors");
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        small.commands().mistake(file + " is missing", on(run, CORRELATE_ANEW));
        small.commands().json(on(run, ENCODE));
        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void aChangedManifestIsRefusedByEveryStage(SmallRun small) throws IOException {
        Path run = small.copy();
        Path file = run.resolve("run.json");
        byte[] whole = Files.readAllBytes(file);
        for (Damage damage : List.of(Damage.FLIPPED, Damage.CUT)) {
            Files.write(file, damage.of(whole));
            for (String[] command : List.of(EXTRACT, TRAIN, ENCODE, CORRELATE, EVALUATE, ADMIN, DELPHI)) {
                small.commands().mistake(file.toString(), on(run, command));
            }
        }
    }

    /** Damage that was there before, and a manifest that knows of it, is none; contradictions are. */
    @Test
    void codesOfOtherRowsThanRunJsonSaysAreRefused(SmallRun small) throws IOException {
        Path run = small.copy();
        Path file = run.resolve("run.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
        manifest.remove("sha256");
        ((ObjectNode) manifest.at("/stages/extract/report")).put("rows", 7);
        json.writeValue(file.toFile(), manifest);
        small.commands().mistake("run.json says 7", on(run, CORRELATE_ANEW));
        small.commands().mistake("run.json says 7", on(run, TRAIN_ANEW));
    }

    @AfterEach
    void clear() throws IOException {
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.walk(out)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private String[] on(Path run, String... command) {
        Stream<String> all = Stream.concat(Arrays.stream(command), Stream.of("--run", run.toString()));
        return all.map(word -> word.equals("OUT") ? folder.resolve("out").toString() : word)
                .toArray(String[]::new);
    }
}
