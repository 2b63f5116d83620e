package dev.steergraph.ingest.load.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelReaderTest {

    /** With all columns that Neuronpedia's export-data.py writes. */
    private static final String EXPORTED =
            "{\"id\": \"clx0\", \"modelId\": \"gemma-2-2b\", \"layer\": \"20-gemmascope-mlp-16k\", \"index\": \"4691\","
                    + " \"authorId\": \"clkht\", \"description\": \" LaTeX formatting elements\", \"embedding\":"
                    + " \"[0.1,-0.2]\", \"typeName\": \"oai_token-act-pair\", \"explanationModelName\": \"gpt-4o-mini\","
                    + " \"umap_x\": 0, \"umap_y\": 0.5, \"umap_cluster\": null, \"umap_log_feature_sparsity\": {\"a\": [1]}}";

    @TempDir
    private Path folder;

    private static List<Label> read(LabelReader reader) throws IOException {
        List<Label> labels = new ArrayList<>();
        reader.read(labels::add);
        return labels;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Label> labels(String name, String text) throws IOException {
        return read(LabelReader.of(file(name, text).toString()));
    }

    private void refused(String text, String... parts) throws IOException {
        Path file = file("batch-0.jsonl", text);
        assertThatThrownBy(() -> read(LabelReader.of(file.toString())))
                .isInstanceOf(UserError.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains(file.toString()));
    }

    @Test
    void neuronpediasLines() throws IOException {
        Label label = labels("batch-0.jsonl", EXPORTED + "\n\n").get(0);
        assertThat(label.origin()).isEqualTo("gemma-2-2b/20-gemmascope-mlp-16k");
        assertThat(label.index()).isEqualTo(4691);
        assertThat(label.text()).isEqualTo("LaTeX formatting elements");
        assertThat(label.source()).isEqualTo("Neuronpedia");
        assertThat(label.method()).isEqualTo("oai_token-act-pair");
        assertThat(label.explainer()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void numbersForTextTheApisArrayAndLinesWithoutAText() throws IOException {
        assertThat(labels("a.json", "[" + EXPORTED + ",\n" + EXPORTED.replace("\"4691\"", "7") + "]"))
                .extracting(Label::index)
                .containsExactly(4691, 7);
        Path file = file(
                "b.jsonl",
                EXPORTED.replace(" LaTeX formatting elements", " ") + "\n"
                        + EXPORTED.replace("\"gpt-4o-mini\"", "null"));
        LabelReader reader = LabelReader.of(file.toString());
        assertThat(read(reader)).extracting(Label::explainer).containsExactly((String) null);
        assertThat(reader.empty()).isEqualTo(1);
    }

    @Test
    void compressedFilesAreKnownByTheirBytesAndAFolderOfThemIsReadInOrder() throws IOException {
        Path explanations = Files.createDirectories(folder.resolve("12-x/explanations"));
        for (int batch : new int[] {10, 9}) {
            Files.write(
                    explanations.resolve("batch-" + batch + ".jsonl.gz"),
                    gzip((EXPORTED.replace("4691", Integer.toString(batch)) + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(read(LabelReader.of(folder.resolve("12-x").toString())))
                .extracting(Label::index)
                .containsExactly(9, 10);
        Files.copy(explanations.resolve("batch-9.jsonl.gz"), folder.resolve("plainly-named.jsonl"));
        assertThat(read(LabelReader.of(folder.resolve("plainly-named.jsonl").toString())))
                .hasSize(1);
    }

    @Test
    void damagedLinesAreNamed() throws IOException {
        refused(EXPORTED + "\n" + EXPORTED.substring(0, 80), "line 2");
        refused(EXPORTED + "\nnonsense\n", "line 2", "no JSON");
        refused(EXPORTED + "\n[1]\n", "line 2", "an object was expected");
        refused(EXPORTED.replace("\"index\": \"4691\", ", ""), "line 1", "needs modelId, layer and index");
        refused(EXPORTED.replace("4691", "-3"), "line 1", "whole number", "-3");
        refused(EXPORTED.replace("\" LaTeX formatting elements\"", "[1]"), "\"description\" should be a text");
        refused("[" + EXPORTED, "line 1");
        refused("[" + EXPORTED + "] x", "line 1");
        refused(EXPORTED.replace("{\"a\": [1]}", "[".repeat(2000) + "]".repeat(2000)), "line 1", "no JSON");
    }

    @Test
    void oneLineThatNeverEnds() throws IOException {
        char[] endless = new char[3 << 20];
        Arrays.fill(endless, 'x');
        refused(EXPORTED.replace("LaTeX", new String(endless)), "line 1", "no JSON");
    }

    @Test
    void truncatedAndExplodingArchives() throws IOException {
        byte[] whole = gzip((EXPORTED + "\n").repeat(2000).getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("batch-0.jsonl.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> read(LabelReader.of(file.toString())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " is no whole gzip file");
        Files.write(file, new byte[] {0x1F, (byte) 0x8B, 8});
        assertThatThrownBy(() -> read(LabelReader.of(file.toString())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " is no whole gzip file");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] blank = new byte[1 << 20];
            Arrays.fill(blank, (byte) '\n');
            for (int i = 0; i < 200; i++) {
                out.write(blank);
            }
        }
        Files.write(file, bomb.toByteArray());
        assertThatThrownBy(() -> read(LabelReader.of(file.toString())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("grows to more than 200 times its size");
    }

    /** As delphi's __main__.py writes them. */
    @Test
    void delphisResults() throws IOException {
        Path results = folder.resolve("results");
        Path explanations = Files.createDirectories(results.resolve("explanations"));
        Path fuzz = Files.createDirectories(results.resolve("scores/fuzz"));
        Path simulation = Files.createDirectories(results.resolve("scores/simulation"));
        Files.writeString(
                results.resolve("run_config.json"),
                "{\"model\": \"EleutherAI/Pythia-70m\", \"explainer_model\": \"hugging-quants/Llama-70B\","
                        + " \"explainer\": \"default\"}");
        Files.writeString(explanations.resolve("layers.4_latent12.txt"), "\"Verbs of \\\"motion\\\".\"");
        Files.writeString(explanations.resolve("layers.4_latent3.txt"), "\"Explanation could not be parsed.\"");
        Files.writeString(explanations.resolve("layers.4.mlp_latent7.txt"), "[\"one\", \"two\"]");
        Files.writeString(
                fuzz.resolve("layers.4_latent12.txt"),
                "[{\"activating\": true, \"prediction\": true}, {\"activating\": true, \"prediction\": 0},"
                        + " {\"activating\": false, \"prediction\": false}, {\"activating\": false, \"prediction\": null}]");
        Files.writeString(simulation.resolve("layers.4_latent12.txt"), "[{\"ev_correlation_score\": 0.3}]");
        LabelReader reader = LabelReader.of(results.toString());
        List<Label> labels = read(reader);
        assertThat(labels).extracting(Label::text).containsExactly("Verbs of \"motion\".", "one", "two");
        assertThat(reader.empty()).isEqualTo(1);
        Label first = labels.get(0);
        assertThat(first.origin()).isEqualTo("pythia-70m/layers.4");
        assertThat(first.index()).isEqualTo(12);
        assertThat(first.source()).isEqualTo("delphi");
        assertThat(first.explainer()).isEqualTo("hugging-quants/Llama-70B");
        // One of two active ones, and the one that is not.
        assertThat(first.scores()).containsOnlyKeys("fuzz");
        assertThat(first.scores().get("fuzz")).isCloseTo(0.75, within(1e-12));
        assertThat(read(LabelReader.of(
                        explanations.resolve("layers.4_latent12.txt").toString())))
                .hasSize(1);
        Files.writeString(explanations.resolve("layers.4_latent12.txt"), "Verbs");
        assertThatThrownBy(() -> read(LabelReader.of(results.toString())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("layers.4_latent12.txt, line 1");
    }

    @Test
    void whatHoldsNoExplanationsIsRefused() {
        assertThatThrownBy(() -> LabelReader.of(folder.resolve("nowhere").toString()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> LabelReader.of(folder.toString()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no explanations");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
