package dev.steergraph.analytics.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A correlated run of MiniLM and a random SAE of 1,100 features, in the forms of other tools. */
class ExportCodesTest {

    private static final int F = 1100;
    private static final HookPoint HOOK = HookPoint.residPost(0);

    private static final Progress SILENT = new Progress() {
        @Override
        public void begin(String what, long total, String unit) {}

        @Override
        public void update(long done, String detail) {}

        @Override
        public void end(String summary) {}
    };

    @TempDir
    private static Path folder;

    private static RunDirectory run;

    @BeforeAll
    static void make() throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Files.write(
                corpus,
                IntStream.range(0, 60)
                        .mapToObj(i -> "text " + i + " says" + " that the ship sailed".repeat(i * 7 % 45))
                        .toList());
        Path sae = RandomSae.write(folder.resolve("random"), 384, F, HOOK.toString(), 1);
        run = RunDirectory.open(folder.resolve("run"), new RunId("run"));
        ExtractParameters parameters = new ExtractParameters(
                ModelSpec.of("minilm"),
                null,
                CorpusSpec.of(corpus.toString()),
                new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, 200, Bos.AUTO, Layout.CUT, Pool.TOKEN),
                "cpu",
                0,
                SaeSpec.parse(List.of("0=" + sae)),
                false);
        new Extract(run, parameters, SILENT).execute(true);
        new Correlate(SILENT, new SaeDecoders())
                .execute(run, new CorrelationParameters(0.3, 2, 0, 0, 2), FeatureBasis.CODES);
    }

    @AfterAll
    static void close() throws IOException {
        run.close();
    }

    @Test
    void delphiGetsEveryTokenAtItsPlace() throws IOException {
        List<Path> files = new ExportCodes(run, SILENT).delphi(folder.resolve("latents"), 5);
        assertThat(files).hasSize(6);
        JsonNode config = new ObjectMapper()
                .readTree(folder.resolve("latents/blocks.0.hook_resid_post/config.json")
                        .toFile());
        assertThat(config.get("model_name").asText()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        DelphiCache.Content read = DelphiCache.read(folder.resolve("latents").resolve(HOOK.toString()), HOOK);
        assertThat(config.get("cache_ctx_len").asInt()).isEqualTo(read.context());
        Codes codes =
                FeatureReader.ofCodes(run, CodeSetSpec.first(run)).read().get(0).all();
        RunTokens tokens = RunTokens.read(run);
        int[] positions = RunTokens.positions(run);
        assertThat(read.codes().values()).hasSameSizeAs(codes.values());
        for (int r = 0; r < codes.rows(); r++) {
            int there = tokens.document()[r] * read.context() + positions[r];
            assertThat(read.tokens()[there]).isEqualTo(tokens.ids()[r]);
            for (int e = codes.start(r); e < codes.start(r + 1); e++) {
                assertThat(read.codes().value(there, codes.indices()[e]))
                        .isCloseTo(codes.values()[e], within(codes.values()[e] / 2048));
            }
        }
        assertThatThrownBy(() -> new ExportCodes(run, SILENT).delphi(folder.resolve("none"), F + 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--splits 1101 is out of range");
    }

    @Test
    void neuronpediaGetsFeaturesContextsAndCorrelations() throws IOException {
        List<Path> files = new ExportCodes(run, SILENT).neuronpedia(folder.resolve("exports"), "someone");
        Path source = folder.resolve("exports/all-minilm-l6-v2/0-res-random");
        assertThat(files)
                .containsExactly(
                        source.resolve("features/batch-0.jsonl.gz"),
                        source.resolve("activations/batch-0.jsonl.gz"),
                        source.resolve("features/batch-1.jsonl.gz"),
                        source.resolve("activations/batch-1.jsonl.gz"));
        List<JsonNode> features = lines(files.get(0));
        assertThat(features).hasSize(1024);
        features.addAll(lines(files.get(2)));
        assertThat(features).hasSize(F);
        Codes codes =
                FeatureReader.ofCodes(run, CodeSetSpec.first(run)).read().get(0).all();
        double[][] columns = columns(codes);
        EdgeList edges = EdgeFile.read(folder.resolve("run/correlations/edges.parquet"));
        assertThat(edges.size()).isPositive();
        int fires = 0;
        for (int f = 0; f < F; f++) {
            JsonNode row = features.get(f);
            assertThat(row.get("modelId").asText()).isEqualTo("all-minilm-l6-v2");
            assertThat(row.get("layer").asText()).isEqualTo("0-res-random");
            assertThat(row.get("index").asText()).isEqualTo("" + f);
            assertThat(row.get("hookName").asText()).isEqualTo(HOOK.toString());
            double[] column = columns[f];
            long active =
                    IntStream.range(0, column.length).filter(r -> column[r] > 0).count();
            assertThat(row.get("frac_nonzero").asDouble()).isEqualTo((double) active / codes.rows());
            assertThat(row.get("freq_hist_data_bar_values")).hasSameSizeAs(row.get("freq_hist_data_bar_heights"));
            long counted = 0;
            for (JsonNode height : row.get("freq_hist_data_bar_heights")) {
                counted += height.asLong();
            }
            assertThat(counted).isEqualTo(active);
            fires += active > 0 ? 1 : 0;
            assertCorrelated(row, f, columns, edges);
        }
        assertThat(fires).isGreaterThan(100);
        assertActivations(files, columns);
    }

    private static void assertCorrelated(JsonNode row, int f, double[][] columns, EdgeList edges) {
        JsonNode indices = row.get("correlated_features_indices");
        long all = IntStream.range(0, edges.size())
                .filter(e -> edges.sourceIndex()[e] == f || edges.targetIndex()[e] == f)
                .count();
        assertThat(indices.size()).isEqualTo((int) Math.min(10, all));
        double before = 1.1;
        for (int i = 0; i < indices.size(); i++) {
            double r = row.get("correlated_features_pearson").get(i).asDouble();
            assertThat(r).isLessThanOrEqualTo(before);
            before = r;
            if (i < 2) {
                double[] column = columns[f];
                double[] other = columns[indices.get(i).asInt()];
                double xy = 0;
                double xx = 0;
                double yy = 0;
                for (int t = 0; t < column.length; t++) {
                    xy += column[t] * other[t];
                    xx += column[t] * column[t];
                    yy += other[t] * other[t];
                }
                assertThat(row.get("correlated_features_l1").get(i).asDouble())
                        .isCloseTo(xy / Math.sqrt(xx * yy), within(1e-9));
            }
        }
    }

    private static void assertActivations(List<Path> files, double[][] columns) throws IOException {
        Set<String> ids = new HashSet<>();
        int f = -1;
        double previous = 0;
        boolean cut = false;
        for (Path file : List.of(files.get(1), files.get(3))) {
            for (JsonNode row : lines(file)) {
                assertThat(ids.add(row.get("id").asText())).isTrue();
                int index = Integer.parseInt(row.get("index").asText());
                double value = row.get("maxValue").asDouble();
                if (index != f) {
                    double[] column = columns[index];
                    double largest = 0;
                    for (double x : column) {
                        largest = Math.max(largest, x);
                    }
                    assertThat((float) value).isEqualTo((float) largest);
                } else {
                    assertThat(value).isLessThanOrEqualTo(previous);
                }
                f = index;
                previous = value;
                assertThat(row.get("tokens").size())
                        .isEqualTo(row.get("values").size())
                        .isLessThanOrEqualTo(128);
                cut |= row.get("tokens").size() == 128;
                assertThat(row.get("values")
                                .get(row.get("maxValueTokenIndex").asInt())
                                .asDouble())
                        .isEqualTo(value);
                StringBuilder joined = new StringBuilder();
                row.get("tokens").forEach(token -> joined.append(token.asText()));
                assertThat(joined.toString()).containsAnyOf(" text", " ship");
            }
        }
        assertThat(cut).isTrue();
    }

    /** double[F][rows] */
    private static double[][] columns(Codes codes) {
        double[][] columns = new double[codes.dSae()][codes.rows()];
        for (int r = 0; r < codes.rows(); r++) {
            for (int e = codes.start(r); e < codes.start(r + 1); e++) {
                columns[codes.indices()[e]][r] = codes.values()[e];
            }
        }
        return columns;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    @Test
    void codesWithoutTextCannotBeExported() throws IOException {
        try (RunDirectory planted = RunDirectory.open(folder.resolve("planted"), new RunId("planted"))) {
            new SyntheticRun(planted, SILENT).execute(new SyntheticShape(128, 1, 50, 2, 7));
            assertThatThrownBy(() -> new ExportCodes(planted, SILENT).neuronpedia(folder.resolve("x"), "someone"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no text");
        }
    }
}
