package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.StabilityAnalysis;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.sae.RandomSae;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** MiniLM with two SAEs of one hook point, an SAE of attention and a transcoder of the same block, and an SAE of another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralSetsRunTest {

    private static final int D = 384;

    private static final List<FeatureSet> SETS = List.of(
            new FeatureSet(0, "att-heads"),
            new FeatureSet(0, "mlp-in-transcoder"),
            new FeatureSet(0, "res-narrow"),
            new FeatureSet(0, "res-wide"),
            new FeatureSet(1, "res-upper"));

    private static final CorrelationParameters PARAMETERS = new CorrelationParameters(0.3, 2, 1, 0, 2)
            .with(CorrelationExtras.NONE.withBins(2).withHalves(true).withTop(5));

    @TempDir
    private static Path folder;

    private Path root;

    @BeforeAll
    void extract() throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Files.write(
                corpus,
                IntStream.range(0, 60)
                        .mapToObj(i -> "text " + i + " says" + " that the ship sailed".repeat(i * 7 % 11))
                        .toList());
        String block = "blocks.0.";
        Path transcoder = RandomSae.write(folder.resolve("transcoder"), D, 32, block + "mlp.hook_in", 4);
        Path config = transcoder.resolve("cfg.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"jumprelu\"", "\"jumprelu_transcoder\", \"d_out\": " + D)
                        .replace("\"apply_b_dec_to_input\": true", "\"apply_b_dec_to_input\": false")
                        .replace("\"layer_norm\"", "\"none\"")
                        .replace("\"hook_name\"", "\"hook_name_out\": \"blocks.0.hook_mlp_out\", \"hook_name\""));
        List<String> saes = List.of(
                "0=" + RandomSae.write(folder.resolve("wide"), D, 96, block + "hook_resid_post", 1),
                "0=" + RandomSae.write(folder.resolve("narrow"), D, 40, block + "hook_resid_post", 2),
                "0=" + RandomSae.write(folder.resolve("heads"), D, 24, block + "hook_attn_out", 3),
                "0=" + transcoder,
                "1=" + RandomSae.write(folder.resolve("upper"), D, 64, "blocks.1.hook_resid_post", 5));
        root = folder.resolve("run");
        try (RunDirectory run = RunDirectory.open(root, new RunId("several"))) {
            ExtractParameters parameters = new ExtractParameters(
                    ModelSpec.of("minilm"),
                    Optional.empty(),
                    CorpusSpec.of(corpus.toString()),
                    new RowSpec(Long.MAX_VALUE, Long.MAX_VALUE, 24, Bos.AUTO, Layout.CUT, Pool.TOKEN),
                    "cpu",
                    0,
                    SaeSpec.parse(saes).acceptingMismatch(true),
                    false);
            new Extract(run, parameters, new SilentProgress(), ExtractJob.Bytes.ofBuffers(1 << 22)).execute(true);
            new Correlate(new SilentProgress(), new SaeDecoders()).execute(run, PARAMETERS, FeatureBasis.CODES);
        }
    }

    private RunDirectory run() throws IOException {
        return RunDirectory.view(root);
    }

    @Test
    void runJsonSaysWhereATranscodersFeaturesBelong() throws IOException {
        assertThat(Files.readString(root.resolve("run.json")))
                .containsOnlyOnce("\"site\"")
                .contains("\"site\" : \"transcoder\"");
        assertThat(CodeSetSpec.all(run()).sets().stream().map(RunSet::site))
                .containsExactly(
                        FeatureSite.ATTN_OUT,
                        FeatureSite.TRANSCODER,
                        FeatureSite.RESID_POST,
                        FeatureSite.RESID_POST,
                        FeatureSite.RESID_POST);
    }

    @Test
    void everySetIsCorrelatedWithEveryOther() throws IOException {
        RunDirectory run = run();
        CorrelateResult result = run.finished(Stages.CORRELATE).result();
        assertThat(result.features()).isEqualTo(24 + 32 + 40 + 96 + 64);
        FeatureSpace space =
                FeatureFile.read(root.resolve("correlations/features.parquet")).space();
        assertThat(space.sets()).isEqualTo(SETS);
        EdgeList edges = EdgeFile.read(root.resolve("correlations/edges.parquet"), space);
        double[][] columns = columns(run);
        Set<String> pairs = new HashSet<>();
        int e = 0;
        long between = 0;
        for (int i = 0; i < columns.length; i++) {
            for (int j = i + 1; j < columns.length; j++) {
                boolean edge = e < edges.size() && edges.source()[e] == i && edges.target()[e] == j;
                double r = correlation(columns[i], columns[j]);
                if (edge) {
                    assertThat(edges.r()[e]).as("%s %s", i, j).isCloseTo(r, within(1e-10));
                    pairs.add(edges.sourceSet(e) + " " + edges.targetSet(e));
                    between += edges.sourceLayer(e) == edges.targetLayer(e)
                                    && !edges.sourceSet(e).equals(edges.targetSet(e))
                            ? 1
                            : 0;
                    e++;
                } else {
                    assertThat(Math.abs(r) > 0.3 && together(columns[i], columns[j], run) >= 2)
                            .as("%s %s %s", i, j, r)
                            .isFalse();
                }
            }
        }
        assertThat(e).isEqualTo(edges.size());
        assertThat(pairs)
                .contains("0/att-heads 0/res-wide", "0/mlp-in-transcoder 0/res-narrow", "0/res-narrow 0/res-wide");
        assertThat(result.betweenSets()).isEqualTo(between).isPositive();
    }

    /** [features][rows] of all sets in their order. */
    private static double[][] columns(RunDirectory run) throws IOException {
        List<double[]> columns = new ArrayList<>();
        for (CodeRows rows : FeatureReader.ofCodes(run, CodeSetSpec.all(run)).read()) {
            Codes codes = rows.all();
            double[][] own = new double[codes.dSae()][codes.rows()];
            for (int row = 0; row < codes.rows(); row++) {
                for (int k = codes.start(row); k < codes.start(row + 1); k++) {
                    own[codes.indices()[k]][row] = codes.values()[k];
                }
            }
            columns.addAll(List.of(own));
        }
        return columns.toArray(new double[0][]);
    }

    /** In two passes, rows ascending; 0 where a column does not vary. */
    private static double correlation(double[] x, double[] y) {
        double mx = IntStream.range(0, x.length).mapToDouble(k -> x[k]).sum() / x.length;
        double my = IntStream.range(0, y.length).mapToDouble(k -> y[k]).sum() / y.length;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (x[k] - mx) * (y[k] - my);
            xx += (x[k] - mx) * (x[k] - mx);
            yy += (y[k] - my) * (y[k] - my);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    private static long together(double[] x, double[] y, RunDirectory run) throws IOException {
        int[] document = RunTokens.read(run).document();
        return IntStream.range(0, x.length)
                .filter(k -> x[k] != 0 && y[k] != 0)
                .map(k -> document[k])
                .distinct()
                .count();
    }

    @Test
    void decodersOfAllSetsWriteToTheResidualStream() throws IOException {
        RunDirectory run = run();
        FeatureSpace space =
                FeatureFile.read(root.resolve("correlations/features.parquet")).space();
        Path file = root.resolve("correlations/edges.parquet");
        EdgeList edges = EdgeFile.read(file, space);
        double[][] details = EdgeFile.readDetails(file, space);
        Decoders decoders = new SaeDecoders().ofRun(run, CodeSetSpec.all(run)).decoders();
        for (int e = 0; e < edges.size(); e += 7) {
            float[] x = decoders.of(edges.sourceSet(e))[edges.sourceIndex(e)];
            float[] y = decoders.of(edges.targetSet(e))[edges.targetIndex(e)];
            assertThat(details[4][e]).isCloseTo(cosine(x, y), within(1e-9));
        }
    }

    private static double cosine(float[] x, float[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (double) x[k] * y[k];
            xx += (double) x[k] * x[k];
            yy += (double) y[k] * y[k];
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void settingsNameTheSetsAndStabilityReadsThem() throws IOException {
        CorrelateSettings settings = run().finished(Stages.CORRELATE).settings();
        assertThat(settings.inputs().checksums().keySet())
                .containsExactly(
                        "blocks.0.hook_attn_out",
                        "blocks.0.hook_resid_post",
                        "blocks.0.hook_resid_post.res-narrow",
                        "blocks.0.mlp.hook_in",
                        "blocks.1.hook_resid_post");
        assertThat(settings.inputs().saes().keySet())
                .isEqualTo(settings.inputs().checksums().keySet());
        List<EdgeList> halves =
                StabilityAnalysis.of(run(), 2, new SilentProgress()).halves();
        assertThat(halves.get(0).space().sets()).isEqualTo(SETS);
        assertThat(run().finished(Stages.CORRELATE).result().halfEdges())
                .startsWith((long) halves.get(0).size(), (long) halves.get(1).size());
    }

    @Test
    void namesChooseSetsAndNothingIsDoneTwice() throws IOException {
        Path copy = folder.resolve("copy");
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, copy.resolve(root.relativize(file).toString()));
            }
        }
        try (RunDirectory run = RunDirectory.existing(copy)) {
            Correlate correlate = new Correlate(new SilentProgress(), new SaeDecoders());
            String before = Files.readString(copy.resolve("run.json"));
            correlate.execute(run, PARAMETERS, FeatureBasis.CODES);
            correlate.execute(
                    run,
                    PARAMETERS,
                    FeatureBasis.CODES,
                    List.of("res-wide", "0/res-narrow", "att-heads", "mlp-in-transcoder", "1/res-upper"));
            assertThat(Files.readString(copy.resolve("run.json"))).isEqualTo(before);

            correlate.execute(run, PARAMETERS, FeatureBasis.CODES, List.of("res-narrow", "0/att-heads"));
            assertThat(run.finished(Stages.CORRELATE).result().features()).isEqualTo(64);
            assertThat(run.finished(Stages.CORRELATE).result().betweenSets()).isPositive();
            Map<String, String> texts =
                    run.finished(Stages.CORRELATE).settings().inputs().texts();
            assertThat(texts)
                    .containsEntry("set of blocks.0.hook_resid_post", "blocks.0.hook_resid_post.res-narrow")
                    .containsKeys("blocks.0.hook_resid_post", "blocks.0.hook_attn_out sae")
                    .doesNotContainKey("blocks.1.hook_resid_post");
            CodeSetSpec chosen = CodeSetSpec.of(
                    run, run.finished(Stages.CORRELATE).settings().inputs());
            assertThat(chosen.names()).containsExactly("att-heads", "res-narrow");
            assertThat(chosen.leftOut())
                    .containsExactly("blocks.0.hook_resid_post", "blocks.0.mlp.hook_in", "blocks.1.hook_resid_post");
            for (String wrong : List.of("res-none", "1/res-wide")) {
                assertThatThrownBy(() ->
                                correlate.execute(run, PARAMETERS, FeatureBasis.CODES, List.of("res-wide", wrong)))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining(
                                wrong + " is no set of run " + copy + ", which has "
                                        + (wrong.equals("res-none")
                                                ? "att-heads, mlp-in-transcoder, res-narrow, res-upper, res-wide; name"
                                                : "0/att-heads, 0/mlp-in-transcoder, 0/res-narrow, 0/res-wide, 1/res-upper; name"));
            }
        }
    }
}
