package dev.steergraph.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.bench.correlation.CorrelationBench;
import dev.steergraph.bench.explorer.ExplorerBench;
import dev.steergraph.bench.extraction.ArchitecturesBench;
import dev.steergraph.bench.extraction.ExtractionBench;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Peak;
import dev.steergraph.bench.harness.Peers;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.bench.load.LoadBench;
import dev.steergraph.bench.memory.MemoryBench;
import dev.steergraph.bench.minilm.MiniLmBench;
import dev.steergraph.bench.path.PathsBench;
import dev.steergraph.bench.sae.EncodeBench;
import dev.steergraph.bench.sae.SaeTrainingBench;
import dev.steergraph.bench.sae.TrainedSae;
import dev.steergraph.bench.shares.Comparison;
import dev.steergraph.bench.shares.SharesBench;
import dev.steergraph.bench.steering.SteeringBench;
import dev.steergraph.core.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark with tiny sizes and no peer: they run, and print what they say they print. */
class BenchTest {

    @TempDir
    private Path cache;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void extraction() throws IOException {
        List<String> tiny = List.of(
                "--geometry", "3,32,4,101", "--layers", "0,1", "--batch", "2", "--context", "16", "--passes", "2");
        Rounds rounds = ExtractionBench.run(bench(), new Options(tiny));
        assertThat(rounds.bySide()).containsOnlyKeys(ExtractionBench.OURS, ExtractionBench.PLAIN);
        assertThat(rounds.bySide().get(ExtractionBench.OURS)).hasSize(3).allMatch(m -> m.units() == 64);
        assertThat(text()).contains("GFLOP/s").containsPattern("SteerGraph +[\\d,]+ +\\d+ +\\d+%");
    }

    @Test
    void steering() throws IOException {
        Rounds rounds = SteeringBench.run(
                bench(),
                Options.of(
                        "--folder",
                        "../ingest/model/src/test/resources/dev/steergraph/ingest/model/gpt2",
                        "--layers",
                        "0,1",
                        "--prompt",
                        "5",
                        "--tokens",
                        "4",
                        "--rounds",
                        "2"));
        assertThat(rounds.bySide()).containsOnlyKeys(SteeringBench.PLAIN, SteeringBench.STEERED);
        assertThat(rounds.bySide().get(SteeringBench.STEERED)).hasSize(2).allMatch(m -> m.units() == 4);
        assertThat(text()).contains("times as long as text that is not steered");
        assertThatThrownBy(() -> SteeringBench.run(bench(), Options.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--folder");
    }

    @Test
    void architectures() throws IOException {
        List<String> tiny =
                List.of("--sizes", "2,32,4,2,10,40,101", "--layers", "0,1", "--batch", "2", "--rounds", "1");
        List<String> types = List.of("llama", "mistral", "gemma", "gemma2", "gemma3_text", "qwen2", "qwen3", "olmo2");
        String mixtures = "qwen3_moe,gpt_oss,qwen3_5_text,qwen3_5_moe_text";
        List<String> options = new ArrayList<>(tiny);
        options.addAll(List.of("--context", "16", "--types", String.join(",", types) + ",olmo3,phi3," + mixtures));
        Map<String, Rounds> found = ArchitecturesBench.run(bench(), new Options(options));
        assertThat(found).hasSize(14).containsKeys(types.toArray(String[]::new));
        assertThat(found.get("phi3").bySide().get(ArchitecturesBench.OURS))
                .singleElement()
                .satisfies(measured -> assertThat(measured.units()).isEqualTo(64));
        assertThat(text()).containsPattern("qwen3 +[\\d,]+");
        assertThatThrownBy(() -> ArchitecturesBench.run(bench(), Options.of("--types", "mamba")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("mamba");
    }

    @Test
    void minilm() throws IOException {
        Rounds rounds = MiniLmBench.run(bench(), Options.of("--tokens", "500", "--rounds", "1"));
        assertThat(rounds.bySide().get(MiniLmBench.OURS).get(0).units()).isBetween(500.0, 800.0);
        assertThat(text()).contains("PEER_PYTHON");
        List<String> glosses = Files.readAllLines(cache.resolve("minilm/glosses.txt"));
        assertThat(text()).contains(glosses.size() + " WordNet glosses");
        assertThat(cache.resolve("minilm/model.onnx")).isNotEmptyFile();
        assertThat(cache.resolve("scratch/minilm")).doesNotExist();
    }

    @Test
    void load() throws IOException {
        Rounds rounds = LoadBench.run(
                bench(), Options.of("--features", "200", "--edges", "3000", "--rounds", "1", "--warm-up", "0"));
        assertThat(rounds.bySide()).containsOnlyKeys(LoadBench.OURS, LoadBench.PLAIN);
        assertThat(rounds.bySide().get(LoadBench.OURS)).hasSize(1).allMatch(m -> m.units() == 3000);
        assertThat(text())
                .contains("3,000 correlations between 200 features")
                .containsPattern("UNWIND of maps, MATCH, MATCH, CREATE +[\\d,]+ +[\\d.]+x");
        assertThat(cache.resolve("scratch/load")).doesNotExist();
    }

    @Test
    void paths() throws IOException {
        Rounds rounds = PathsBench.run(
                bench(), Options.of("--features", "400", "--hops", "3000", "--pairs", "3", "--rounds", "1"));
        assertThat(rounds.bySide()).containsOnlyKeys(PathsBench.OURS, PathsBench.YENS);
        assertThat(text()).contains("the 10 best paths between 3 pairs").contains("both give the same products");
        assertThat(cache.resolve("scratch/paths")).doesNotExist();
    }

    @Test
    @Tag("campaign")
    @EnabledOnOs(OS.LINUX)
    void explorer() throws IOException {
        Options tiny = Options.of(
                "--features", "1200", "--edges", "6000", "--clients", "3", "--warm-up", "0", "--seconds", "0.2");
        Map<String, Double> slowest = ExplorerBench.run(bench(), tiny);
        assertThat(slowest).containsKeys("feature", "map", "review queue", "export of a community");
        assertThat(slowest.values()).allMatch(milliseconds -> milliseconds > 0);
        assertThat(text())
                .contains("run bench, 3 clients")
                .containsPattern("neighbours, 2 hops, 300( +[\\d.,]+){6}")
                .containsPattern("memory of the server with its database: \\d+ MiB of objects");
    }

    @Test
    void correlation() throws IOException {
        List<Rounds> cases = CorrelationBench.run(
                bench(),
                Options.of(
                        "--features",
                        "256",
                        "--layers",
                        "2",
                        "--rows",
                        "20000",
                        "--active",
                        "6",
                        "--width",
                        "16",
                        "--prompts",
                        "200",
                        "--rounds",
                        "1"));
        // 2 layers x 256 / 64 planted features; 2 groups of 8 dense columns are 2 x 28 pairs.
        assertThat(cases.get(0).bySide().get("SteerGraph").get(0).note()).isEqualTo("4");
        assertThat(cases.get(1).bySide().get("SteerGraph").get(0).note()).isEqualTo("56");
    }

    @Test
    void saeTraining() throws IOException {
        Map<String, TrainedSae> trained = SaeTrainingBench.run(
                bench(),
                Options.of(
                        "--tokens",
                        "1500",
                        "--held-out",
                        "300",
                        "--d-sae",
                        "128",
                        "--k",
                        "8",
                        "--steps",
                        "60",
                        "--batch",
                        "256"));
        assertThat(trained).containsOnlyKeys(SaeTrainingBench.OURS);
        TrainedSae ours = trained.get(SaeTrainingBench.OURS);
        assertThat(ours.heldOut().rows()).isEqualTo(300);
        assertThat(ours.heldOut().explainedVariance()).isBetween(0.2, 0.99);
        assertThat(ours.dead()).isBetween(0.0, 1.0);
        assertThat(text()).contains("60 steps of 256 rows").contains("PEER_PYTHON");
    }

    @Test
    void encode() throws IOException {
        Rounds rounds = EncodeBench.run(
                bench(),
                Options.of("--d-in", "64", "--d-sae", "512", "--active", "16", "--rows", "300", "--rounds", "1"));
        assertThat(rounds.bySide()).containsOnlyKeys(EncodeBench.OURS, EncodeBench.WHOLE, EncodeBench.BLOCKS);
        double l0 = Double.parseDouble(text().replaceAll("(?s).*L0 ([\\d.]+),.*", "$1"));
        assertThat(l0).isBetween(14.0, 18.0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memory() throws IOException {
        List<Peak> peaks = MemoryBench.run(bench(), Options.of("--tokens", "300,600", "--layers", "0"));
        assertThat(peaks).hasSize(2).allMatch(peak -> peak.kibibytes() > 50_000 && peak.seconds() > 0);
        assertThat(text()).containsPattern("600 +[\\d,]+ +\\d\\.\\d\\dx");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shares() throws IOException {
        Options tiny = Options.of("--features", "256", "--rows", "20000", "--active", "6", "--shares", "3");
        Comparison compared = SharesBench.run(bench(), tiny);
        assertThat(compared.shared()).hasSize(5).allMatch(peak -> peak.kibibytes() > 50_000 && peak.seconds() > 0);
        assertThat(compared.pairs()).isEqualTo(20_000 * 6 * 6 / 2.0);
        assertThat(compared.ratio()).isGreaterThan(0.5);
        assertThat(text())
                .contains("the same edges both times")
                .containsPattern("3 shares of one thread.* [\\d.]+e\\+0");
        assertThat(cache.resolve("scratch/shares")).doesNotExist();
        assertThat(cache.resolve("codes-256-1-20000-6/correlations")).doesNotExist();
        assertThatThrownBy(() -> SharesBench.run(bench(), Options.of("--shares", "0")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 1");
    }

    @Test
    void mistakesAreNoticed() {
        assertThatThrownBy(() -> Bench.run(bench(), List.of("minilm", "--token", "5")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("[token]");
        assertThatThrownBy(() -> Bench.run(
                        bench(), List.of("extraction", "--geometry", "3,32,4,101", "--layers", "3", "--context", "16")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("layers 0 to 2");
        assertThatThrownBy(() -> Bench.run(bench(), List.of("speed")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"speed\" is no benchmark");
    }

    private Workbench bench() {
        List<String> steergraph = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steergraph.cli.Main");
        Peers nobody = new Peers(Path.of("peers"), cache.resolve("no-python"), 2);
        return new Workbench(cache, nobody, steergraph, 2, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
