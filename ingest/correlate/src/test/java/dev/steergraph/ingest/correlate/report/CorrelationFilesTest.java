package dev.steergraph.ingest.correlate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.NamedCodes;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.Tables;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationFilesTest {

    @TempDir
    static Path folder;

    private static List<Codes> layers;
    private static CorrelationResult result;
    private static Path directory;

    @BeforeAll
    static void write() {
        Random random = new Random(8);
        float[][] values = Tables.varied(800, 260, random);
        layers = List.of(
                Tables.codes(1, Tables.part(values, 0, 130), 130), Tables.codes(3, Tables.part(values, 130, 260), 130));
        result = Correlation.run(
                layers,
                Tables.documents(800, random),
                new CorrelationParameters(0.2, 2, 1, 0, 2),
                CorrelationProgress.NONE);
        directory = folder.resolve("it's a run").resolve("correlations");
        CorrelationFiles.write(directory, result, "tiny");
    }

    @Test
    void everyFileOfTheContractIsThereAndNoOther() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "edges.parquet",
                            "edges.csv.gz",
                            "report.html",
                            "features.parquet",
                            "adjacency.npz",
                            "summary.json",
                            "layer_1.npy",
                            "layer_1.png",
                            "layer_3.npy",
                            "layer_3.png",
                            "layer_1_vs_3.npy",
                            "layer_1_vs_3.png");
        }
    }

    @Test
    void theSameResultGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again");
        for (Path file : CorrelationFiles.write(again, result, "tiny")) {
            assertThat(file).hasSameBinaryContentAs(directory.resolve(file.getFileName()));
        }
    }

    @Test
    void outliersAreNamedWhereThereAreAny() throws IOException {
        HookPoint hook = HookPoint.residPost(3);
        Outliers outliers = new Outliers(
                Map.of(hook, 240.5),
                Map.of(hook, 721.5),
                false,
                true,
                1_822,
                17,
                Map.of(hook, 1_830L),
                List.of(new Outliers.Position(0, 1_822), new Outliers.Position(4, 17)),
                List.of(new Outliers.Token(7, "<b> & c", 17)));
        Path other = folder.resolve("outliers");
        CorrelationFiles.write(other, result, "tiny", outliers);
        JsonNode said = new ObjectMapper()
                .readTree(other.resolve("summary.json").toFile())
                .get("outliers");
        assertThat(said.at("/rows").asLong()).isEqualTo(17);
        assertThat(said.at("/firstTokens").asLong()).isEqualTo(1_822);
        assertThat(said.at("/hooks/blocks.3.hook_resid_post").asLong()).isEqualTo(1_830);
        assertThat(said.at("/limits/blocks.3.hook_resid_post").asDouble()).isEqualTo(721.5);
        assertThat(said.at("/medians/blocks.3.hook_resid_post").asDouble()).isEqualTo(240.5);
        assertThat(said.at("/positions/1/count").asLong()).isEqualTo(17);
        assertThat(Files.readString(other.resolve("report.html")))
                .contains("first position is an attention sink", "(1,822 tokens)", "17 tokens, which are no rows")
                .contains("1,830 have norms above 721.5 at blocks.3.hook_resid_post (median 240.5)")
                .contains("positions: 0 (1,822), 4 (17); tokens: \"&lt;b&gt; &amp; c\" (17).");

        Path none = folder.resolve("no outliers");
        CorrelationFiles.write(
                none, result, "tiny", Outliers.looked(Map.of(hook, 240.5), Map.of(hook, 721.5), false, false));
        for (String file : List.of("summary.json", "report.html")) {
            assertThat(none.resolve(file)).hasSameBinaryContentAs(directory.resolve(file));
        }
    }

    @Test
    void parquetColumnsHaveTheContractsNamesAndTypes() throws Exception {
        assertThat(columns("edges.parquet"))
                .containsExactly(
                        "source_layer INTEGER",
                        "source_index INTEGER",
                        "target_layer INTEGER",
                        "target_index INTEGER",
                        "r DOUBLE",
                        "mi DOUBLE",
                        "nmi DOUBLE",
                        "n11 BIGINT",
                        "documents BIGINT",
                        "source_sae VARCHAR",
                        "target_sae VARCHAR");
        assertThat(columns("features.parquet"))
                .containsExactly(
                        "layer INTEGER",
                        "index INTEGER",
                        "rows_active BIGINT",
                        "density DOUBLE",
                        "mean DOUBLE",
                        "sd DOUBLE",
                        "max DOUBLE",
                        "sae VARCHAR");
    }

    private static List<String> columns(String name) throws Exception {
        List<String> columns = new ArrayList<>();
        String file = directory.resolve(name).toString().replace("'", "''");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
            while (rows.next()) {
                columns.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return columns;
    }

    @Test
    void parquetReadsBackAsItWas() {
        assertThat(result.edges().size()).isGreaterThan(20);
        assertThat(EdgeFile.read(
                        directory.resolve("edges.parquet"), result.features().space()))
                .usingRecursiveComparison()
                .isEqualTo(result.edges());
        assertThat(FeatureFile.read(directory.resolve("features.parquet")))
                .usingRecursiveComparison()
                .isEqualTo(result.features());
    }

    @Test
    void anEmptyListOfEdgesReadsBackToo() {
        Path file = folder.resolve("none.parquet");
        EdgeFile.write(file, EdgeList.ofSize(result.features().space(), 0), Optional.empty());
        assertThat(EdgeFile.read(file, result.features().space()).size()).isZero();
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreAUserError() throws IOException {
        Path missing = folder.resolve("missing.parquet");
        assertThatThrownBy(() -> EdgeFile.read(missing, result.features().space()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no file " + missing);
        byte[] whole = Files.readAllBytes(directory.resolve("edges.parquet"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> EdgeFile.read(cut, result.features().space()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(cut + " should be a Parquet file of edges");
        assertThatThrownBy(() -> EdgeFile.read(
                        directory.resolve("features.parquet"), result.features().space()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("should have the column source_layer of type INTEGER");
        EdgeList twice = EdgeList.ofSize(result.features().space(), 2);
        twice.target()[0] = 1;
        twice.target()[1] = 1;
        Path doubled = folder.resolve("doubled.parquet");
        EdgeFile.write(doubled, twice, Optional.empty());
        assertThatThrownBy(() -> EdgeFile.read(doubled, result.features().space()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("again");
    }

    @Test
    void adjacencyIsTheSymmetricMatrixOfAllFeatures() throws IOException {
        NumpyReader npz = NumpyReader.npz(directory.resolve("adjacency.npz"));
        assertThat(npz.array("format").text()).isEqualTo("csr");
        assertThat(npz.array("shape").longs()).containsExactly(260, 260);
        int[] indptr = npz.array("indptr").ints();
        int[] indices = npz.array("indices").ints();
        double[] data = npz.array("data").doubles();
        assertThat(indptr).hasSize(261).endsWith(indices.length);
        double[][] dense = new double[260][260];
        for (int i = 0; i < 260; i++) {
            for (int k = indptr[i]; k < indptr[i + 1]; k++) {
                assertThat(k == indptr[i] || indices[k] > indices[k - 1]).isTrue();
                dense[i][indices[k]] = data[k];
            }
        }
        EdgeList edges = result.edges();
        for (int e = 0; e < edges.size(); e++) {
            int i = edges.sourceIndex(e) + (edges.sourceLayer(e) == 1 ? 0 : 130);
            int j = edges.targetIndex(e) + (edges.targetLayer(e) == 1 ? 0 : 130);
            assertThat(dense[i][j]).isEqualTo(edges.r()[e]);
            assertThat(dense[j][i]).isEqualTo(edges.r()[e]);
        }
        assertThat(data).hasSize(2 * edges.size());
    }

    @Test
    void denseMatricesHoldEveryCorrelationOfTheStrongestFeatures() throws IOException {
        double[][] columns = Tables.columns(layers);
        for (CorrelationMatrix matrix : result.matrices()) {
            String name = new SetNames(result.features().space()).file(matrix);
            NumpyReader.Array array = NumpyReader.npy(directory.resolve(name + ".npy"));
            assertThat(array.shape()).isEqualTo("(100, 100)");
            double[] r = array.doubles();
            for (int i = 0; i < 100; i += 3) {
                for (int j = 0; j < 100; j++) {
                    double[] x = columns[matrix.rowIndices()[i] + (matrix.rowLayer() == 1 ? 0 : 130)];
                    double[] y = columns[matrix.columnIndices()[j] + (matrix.columnLayer() == 1 ? 0 : 130)];
                    double expected = new PearsonsCorrelation().correlation(x, y);
                    assertThat(r[100 * i + j])
                            .as("%s %s %s", name, i, j)
                            .isCloseTo(Double.isNaN(expected) ? 0 : expected, Offset.offset(1e-8));
                }
            }
        }
    }

    @Test
    void strongestEdgesComeFirst() {
        double[][] columns = Tables.columns(layers);
        double before = Double.POSITIVE_INFINITY;
        for (int index : result.matrices().get(2).rowIndices()) {
            double mean =
                    Arrays.stream(columns[130 + index]).map(Math::abs).average().getAsDouble();
            assertThat(mean).isLessThanOrEqualTo(before + 1e-9);
            before = mean;
        }
    }

    @Test
    void heatmapsAreColouredPictures() throws IOException {
        BufferedImage image = ImageIO.read(directory.resolve("layer_1_vs_3.png").toFile());
        assertThat(image.getWidth()).isGreaterThan(1100);
        assertThat(image.getHeight()).isGreaterThan(1100);
        BufferedImage own = ImageIO.read(directory.resolve("layer_1.png").toFile());
        assertThat(IntStream.range(0, 100).map(k -> own.getRGB(95 + 11 * k, 75 + 11 * k) & 0xffffff))
                .as("the diagonal, where r = 1 except for features that do not vary")
                .filteredOn(rgb -> rgb == 0x00441b)
                .hasSizeGreaterThan(60);
    }

    @Test
    void theSummaryCountsWhatWasFound() throws IOException {
        JsonNode summary =
                new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
        assertThat(summary.path("edges").path("total").asInt())
                .isEqualTo(result.edges().size());
        assertThat(summary.path("edges").path("layers")).hasSize(3);
        assertThat(summary.path("null")).hasSize(1);
        assertThat(summary.path("null").path(0).path("total").asLong())
                .isEqualTo(result.nullModel().get(0).total());
        assertThat(summary.path("threshold").asDouble()).isEqualTo(0.2);
        assertThat(summary.path("rows").asInt()).isEqualTo(800);
        assertThat(summary.path("strongest").path(0).path("r").asDouble())
                .isEqualTo(Arrays.stream(result.edges().r())
                        .boxed()
                        .max(Comparator.comparingDouble(Math::abs))
                        .get());
    }

    @Test
    void csvHoldsWhatParquetHolds() throws IOException {
        List<String> lines = csv(directory);
        assertThat(lines.get(0))
                .isEqualTo(
                        "source_layer,source_index,target_layer,target_index,r,mi,nmi,n11,documents,source_sae,target_sae");
        EdgeList edges = result.edges();
        assertThat(lines).hasSize(1 + edges.size());
        for (int e = 0; e < edges.size(); e++) {
            String[] cells = lines.get(1 + e).split(",");
            assertThat(Integer.parseInt(cells[3])).isEqualTo(edges.targetIndex(e));
            assertThat(Double.parseDouble(cells[4])).isEqualTo(edges.r()[e]);
            assertThat(Integer.parseInt(cells[8])).isEqualTo(edges.documents()[e]);
        }
    }

    private static List<String> csv(Path of) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(of.resolve("edges.csv.gz"))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @Test
    void extrasAreInFurtherColumnsInTheSummaryAndOnThePage() throws Exception {
        float[][] decoder = new float[130][];
        Arrays.setAll(decoder, f -> new float[] {1, f, 0});
        CorrelationResult more = Correlation.run(
                layers,
                Tables.documents(800, new Random(1)),
                set -> set.layer() == 1 ? decoder : new float[0][],
                new CorrelationParameters(0.2, 2, 3, 0, 2)
                        .with(CorrelationExtras.NONE
                                .withBins(3)
                                .withBootstrap(100, 10)
                                .withHalves(true)),
                CorrelationProgress.NONE);
        Path other = folder.resolve("more");
        CorrelationFiles.write(other, more, "<tiny> & small");

        List<String> lines = csv(other);
        assertThat(lines.get(0))
                .endsWith(
                        ",documents,mi_binned,p_source_given_target,p_target_given_source,lift,decoder_cosine,source_sae,target_sae");
        boolean[] hasCosine = new boolean[2];
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            hasCosine[cells[13].isEmpty() ? 0 : 1] = true;
            assertThat(cells[13].isEmpty()).isEqualTo(!cells[0].equals("1") || !cells[2].equals("1"));
        }
        assertThat(hasCosine).containsExactly(true, true);
        assertThat(EdgeFile.read(
                        other.resolve("edges.parquet"), result.features().space()))
                .as("further columns do not disturb who does not know them")
                .usingRecursiveComparison()
                .isEqualTo(more.edges());

        JsonNode summary =
                new ObjectMapper().readTree(other.resolve("summary.json").toFile());
        assertThat(summary.at("/levels/measure").asText()).isEqualTo("|r|");
        assertThat(summary.at("/levels/table")).hasSize(8);
        assertThat(summary.at("/levels/table/0/above").asDouble()).isEqualTo(0.2);
        assertThat(summary.at("/levels/table/0/null")).hasSize(3);
        JsonNode first = summary.at("/levels/table/0/edges");
        assertThat(first.get("total").asLong())
                .isEqualTo(more.edges().size())
                .isEqualTo(first.get("withinPositive").asLong()
                        + first.get("withinNegative").asLong()
                        + first.get("acrossPositive").asLong()
                        + first.get("acrossNegative").asLong());
        assertThat(summary.at("/halves/both").asLong())
                .isEqualTo(more.halves().orElseThrow().both())
                .isPositive();
        assertThat(summary.at("/bootstrap/edges")).hasSize(10);
        JsonNode interval = summary.at("/bootstrap/edges/0");
        assertThat(interval.get("r").asDouble())
                .isEqualTo(summary.at("/strongest/0/r").asDouble());
        assertThat(interval.get("low").asDouble())
                .isLessThanOrEqualTo(interval.get("high").asDouble());

        String page = Files.readString(other.resolve("report.html"));
        assertThat(page)
                .contains(
                        "Correlations of &lt;tiny&gt; &amp; small",
                        "3 times",
                        "half B",
                        "95% interval",
                        "decoder cosine")
                .doesNotContain("<script", "http:", "https:", "NaN");
        Matcher link = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page);
        int links = 0;
        for (; link.find(); links++) {
            assertThat(other.resolve(link.group(1))).isRegularFile();
        }
        assertThat(links).isEqualTo(2 * 3);
    }

    @Test
    void manyFeaturesGetSmallCells() throws IOException {
        CorrelationResult wide = Correlation.run(
                layers,
                Tables.documents(800, new Random(1)),
                new CorrelationParameters(0.2, 2, 0, 0, 2).with(CorrelationExtras.NONE.withTop(130)),
                CorrelationProgress.NONE);
        Path other = folder.resolve("wide");
        CorrelationFiles.write(other, wide, "tiny");
        BufferedImage image = ImageIO.read(other.resolve("layer_1_vs_3.png").toFile());
        CorrelationMatrix matrix = wide.matrices().get(1);
        int most = Math.max(matrix.rowIndices().length, matrix.columnIndices().length);
        assertThat(most).isGreaterThan(100);
        assertThat(image.getWidth()).isEqualTo(90 + matrix.columnIndices().length * (1100 / most) + 130);
    }

    @Test
    void setsOfOneLayerHaveFilesAndRowsOfTheirOwn() throws IOException {
        List<CodeRows> sets = List.of(
                new NamedCodes(layers.get(0), FeatureSite.RESID_POST, "a_vs_3"),
                new NamedCodes(layers.get(1), FeatureSite.RESID_POST, "res"),
                new NamedCodes(
                        Tables.codes(1, Tables.part(Tables.varied(800, 20, new Random(4)), 0, 20), 20),
                        FeatureSite.MLP_OUT,
                        "mlp"));
        CorrelationResult several = Correlation.run(
                sets,
                Tables.documents(800, new Random(1)),
                new CorrelationParameters(0.1, 1, 1, 0, 2),
                CorrelationProgress.NONE);
        Path other = folder.resolve("several");
        List<Path> written = CorrelationFiles.write(other, several, "tiny");
        assertThat(written.stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith("npy")))
                .containsExactly(
                        "layer_1~mlp.npy",
                        "layer_1~mlp_vs_1~a_vs_3.npy",
                        "layer_1~mlp_vs_3~res.npy",
                        "layer_1~a_vs_3.npy",
                        "layer_1~a_vs_3_vs_3~res.npy",
                        "layer_3.npy");
        assertThat(FeatureFile.read(other.resolve("features.parquet")))
                .usingRecursiveComparison()
                .isEqualTo(several.features());
        assertThat(EdgeFile.read(
                        other.resolve("edges.parquet"), several.features().space()))
                .usingRecursiveComparison()
                .isEqualTo(several.edges());
        assertThat(csv(other).get(1)).endsWith(",mlp,mlp");

        NumpyReader npz = NumpyReader.npz(other.resolve("adjacency.npz"));
        int[] indptr = npz.array("indptr").ints();
        int[] indices = npz.array("indices").ints();
        double[] data = npz.array("data").doubles();
        assertThat(indptr).hasSize(281);
        EdgeList edges = several.edges();
        int between = 0;
        for (int e = 0; e < edges.size(); e++) {
            int i = edges.sourceIndex(e) + first(edges.sourceSet(e).sae());
            int j = edges.targetIndex(e) + first(edges.targetSet(e).sae());
            int at = Arrays.binarySearch(indices, indptr[i], indptr[i + 1], j);
            assertThat(data[at]).isEqualTo(edges.r()[e]);
            between += edges.sourceSet(e).equals(new FeatureSet(1, "mlp"))
                            && edges.targetSet(e).equals(new FeatureSet(1, "a_vs_3"))
                    ? 1
                    : 0;
        }
        assertThat(between).isPositive();

        JsonNode summary =
                new ObjectMapper().readTree(other.resolve("summary.json").toFile());
        assertThat(summary.at("/edges/layers")).hasSize(3);
        assertThat(summary.at("/edges/sets")).hasSize(6);
        assertThat(summary.at("/edges/sets/1").toString())
                .isEqualTo("{\"source\":\"1/mlp\",\"target\":\"1/a_vs_3\",\"edges\":" + between + "}");
        assertThat(summary.at("/edges/betweenSets").asInt()).isEqualTo(between);
        assertThat(summary.at("/edges/within").asLong())
                .isEqualTo(several.counts().within());
        assertThat(summary.at("/features/0/sae").asText()).isEqualTo("mlp");
        assertThat(summary.at("/matrices/1/columnSae").asText()).isEqualTo("a_vs_3");
        String page = Files.readString(other.resolve("report.html"));
        assertThat(page).contains("layer 1/mlp", "blocks.1.hook_resid_post, a_vs_3", "layer_1~mlp_vs_1~a_vs_3.png");
    }

    private static int first(String set) {
        return set.equals("mlp") ? 0 : set.equals("a_vs_3") ? 20 : 150;
    }
}
