package dev.steergraph.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableColumnTest {

    private static final Path DOCUMENTATION = Path.of("../docs/run-directory.md");

    @TempDir
    private Path folder;

    @Test
    void theDocumentationListsTheColumnsOfEdges() throws IOException {
        assertThat(documented("`edges.parquet`")).isEqualTo(rows(EdgeColumn.values()));
    }

    @Test
    void theDocumentationListsTheColumnsOfFeatures() throws IOException {
        assertThat(documented("`features.parquet`")).isEqualTo(rows(FeatureColumn.values()));
    }

    @Test
    void theDocumentationListsTheColumnsOfCells() throws IOException {
        assertThat(documented("`cells.parquet`")).isEqualTo(rows(CellColumn.values()));
    }

    /** The rows of the first table after a line that begins so. */
    static List<String> documented(String begin) throws IOException {
        return Files.readAllLines(DOCUMENTATION).stream()
                .dropWhile(line -> !line.startsWith(begin))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replace("`", ""))
                .toList();
    }

    static List<String> rows(TableColumn... columns) {
        return Arrays.stream(columns)
                .map(column -> "| " + column.column() + " | " + column.type().numbers()
                        + (column.nullable() ? ", may be null" : "") + " | " + column.meaning() + " |")
                .toList();
    }

    @Test
    void propertiesOfTheGraphAreTheNamesInCamelCase() {
        assertThat(EdgeColumn.MEASURES)
                .extracting(TableColumn::property)
                .containsExactly("r", "mi", "nmi", "n11", "documents");
        assertThat(EdgeColumn.DETAILS)
                .extracting(TableColumn::property)
                .containsExactly("miBinned", "pSourceGivenTarget", "pTargetGivenSource", "lift", "decoderCosine");
        assertThat(FeatureColumn.MEASURES)
                .extracting(TableColumn::property)
                .containsExactly("rowsActive", "density", "mean", "sd", "max");
    }

    /** Layer 3 has two sets, whose names are not in the order of their sites. */
    private static final FeatureSpace SPACE = FeatureSpace.of(
            List.of(new FeatureSet(1, "res"), new FeatureSet(3, "mlp-wide"), new FeatureSet(3, "a")),
            new int[] {3, 6, 2});

    @Test
    void everyColumnOfAnEdgeComesBackFromItsPlace() throws IOException {
        EdgeList edges = new EdgeList(
                SPACE,
                new int[] {2, 2, 5},
                new int[] {7, 8, 10},
                new double[] {0.5, -0.6, 0.1},
                new double[] {0.7, 0.71, 0.1},
                new double[] {0.8, 0.81, 0.2},
                new int[] {9, 10, 3},
                new int[] {11, 12, 3});
        EdgeDetails details = new EdgeDetails(
                4,
                new double[] {1.1, 1.2, 1.25},
                new double[] {1.3, 1.4, 1.45},
                new double[] {1.5, 1.6, 1.65},
                new double[] {1.7, 1.8, 1.85},
                new double[] {0.9, Double.NaN, 0});
        Path file = folder.resolve("edges.parquet");
        EdgeFile.write(file, edges, Optional.of(details));

        assertThat(EdgeFile.read(file, SPACE)).usingRecursiveComparison().isEqualTo(edges);
        double[][] read = EdgeFile.readDetails(file, SPACE);
        assertThat(read).hasNumberOfRows(EdgeColumn.DETAILS.size());
        for (int k = 0; k < read.length; k++) {
            Cells written = EdgeColumn.DETAILS.get(k).cells(edges, details);
            assertThat(read[k])
                    .containsExactly(
                            written.get(0).doubleValue(),
                            written.get(1).doubleValue(),
                            written.get(2).doubleValue());
        }
        assertThat(EdgeStream.details(file)).isEqualTo(EdgeColumn.DETAILS);
        int[] at = {0};
        EdgeStream.read(file, SPACE, edge -> {
            int e = at[0]++;
            assertThat(edge.source()).isEqualTo(edges.source()[e]);
            assertThat(edge.target()).isEqualTo(edges.target()[e]);
            for (EdgeColumn column : EdgeColumn.measures(EdgeColumn.DETAILS.size())) {
                Number written = column.cells(edges, details).get(e);
                Number found = edge.get(column);
                assertThat(found == null ? Double.NaN : found.doubleValue())
                        .as("%s of edge %s", column, e)
                        .isEqualTo(Double.valueOf(written.doubleValue()));
            }
        });
        assertThat(at[0]).isEqualTo(3);
        assertThat(rows(file, "source_layer, source_sae, source_index, target_layer, target_sae, target_index"))
                .containsExactly("1 res 2 3 mlp-wide 4", "1 res 2 3 mlp-wide 5", "3 mlp-wide 2 3 a 1");
    }

    @Test
    void featuresComeBackInTheOrderOfTheirSets() throws SQLException {
        FeatureTable features = new FeatureTable(
                SPACE,
                IntStream.range(0, 11).toArray(),
                IntStream.range(0, 11).mapToDouble(f -> f / 20.0).toArray(),
                IntStream.range(0, 11).mapToDouble(f -> f + 0.1).toArray(),
                IntStream.range(0, 11).mapToDouble(f -> f + 0.2).toArray(),
                IntStream.range(0, 11).mapToDouble(f -> f + 0.3).toArray());
        Path file = folder.resolve("features.parquet");
        FeatureFile.write(file, features);
        assertThat(FeatureFile.read(file)).usingRecursiveComparison().isEqualTo(features);
        assertThat(rows(file, "layer, sae, \"index\""))
                .startsWith("1 res 0", "1 res 1", "1 res 2", "3 mlp-wide 0")
                .endsWith("3 mlp-wide 5", "3 a 0", "3 a 1");
    }

    /** {@code make_tables_without_sets.sh} */
    @Test
    void tablesWithoutNamesOfSetsAreReadWhereALayerHasOneSet() throws Exception {
        Path features = fixture("features-without-sets.parquet");
        Path edges = fixture("edges-without-sets.parquet");
        FeatureTable table = FeatureFile.read(features);
        assertThat(table.space().sets()).containsExactly(new FeatureSet(0, ""), new FeatureSet(1, ""));
        assertThat(table.space().offsets()).containsExactly(0, 128, 256);
        assertThat(rows(features, "rows_active"))
                .isEqualTo(IntStream.of(table.rowsActive())
                        .mapToObj(Integer::toString)
                        .toList());
        List<String> written = rows(edges, "source_layer, source_index, target_layer, target_index, r, n11, documents");
        assertThat(written).hasSizeGreaterThan(20);
        FeatureSpace named =
                FeatureSpace.of(List.of(new FeatureSet(0, "b"), new FeatureSet(1, "a")), new int[] {128, 128});
        for (FeatureSpace space : List.of(table.space(), named)) {
            EdgeList read = EdgeFile.read(edges, space);
            assertThat(IntStream.range(0, read.size())
                            .mapToObj(e -> read.sourceLayer(e) + " " + read.sourceIndex(e) + " " + read.targetLayer(e)
                                    + " "
                                    + read.targetIndex(e) + " " + read.r()[e] + " " + read.coactivations()[e] + " "
                                    + read.documents()[e]))
                    .isEqualTo(written);
            assertThat(EdgeFile.readDetails(edges, space)).isEmpty();
        }
        FeatureSpace several = FeatureSpace.of(
                List.of(new FeatureSet(0, "a"), new FeatureSet(0, "b"), new FeatureSet(1, "a")),
                new int[] {128, 128, 128});
        assertThatThrownBy(() -> EdgeFile.read(edges, several))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("should have the column source_sae, as a layer has several sets");
        FeatureSpace narrow =
                FeatureSpace.of(List.of(new FeatureSet(0, "a"), new FeatureSet(1, "b")), new int[] {1, 128});
        assertThatThrownBy(() -> EdgeFile.read(edges, narrow))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("should have edges between the features of features.parquet");
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(TableColumnTest.class.getResource(name).toURI());
    }

    @Test
    void aSetThatStandsInTwoPlacesIsRefused() throws SQLException {
        Path features = folder.resolve("features.parquet");
        String columns = ", 5::BIGINT AS rows_active, 0.5::DOUBLE AS density, 1::DOUBLE AS mean, 2::DOUBLE AS sd,"
                + " 3::DOUBLE AS max";
        copy(
                features,
                "SELECT 2 AS layer, 0 AS \"index\"" + columns + ", 'a' AS sae UNION ALL SELECT 2, 2" + columns
                        + ", 'a'");
        assertThatThrownBy(() -> FeatureFile.read(features))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("feature 2 of layer 2 stands at place 1");
    }

    private static void copy(Path file, String select) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT PARQUET)");
        }
    }

    /** Rows of a file in its order, cells with a blank between them. */
    private static List<String> rows(Path file, String columns) {
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT concat_ws(' ', " + columns + ") FROM read_parquet('" + file + "')")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
