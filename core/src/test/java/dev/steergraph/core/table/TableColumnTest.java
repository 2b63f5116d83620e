package dev.steergraph.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** The rows of the first table after a line that begins so. */
    private static List<String> documented(String begin) throws IOException {
        return Files.readAllLines(DOCUMENTATION).stream()
                .dropWhile(line -> !line.startsWith(begin))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replace("`", ""))
                .toList();
    }

    private static List<String> rows(TableColumn... columns) {
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

    @Test
    void everyColumnOfAnEdgeComesBackFromItsPlace() throws IOException {
        EdgeList edges = new EdgeList(
                new int[] {1, 1},
                new int[] {2, 2},
                new int[] {3, 3},
                new int[] {4, 5},
                new double[] {0.5, -0.6},
                new double[] {0.7, 0.71},
                new double[] {0.8, 0.81},
                new int[] {9, 10},
                new int[] {11, 12});
        EdgeDetails details = new EdgeDetails(
                4,
                new double[] {1.1, 1.2},
                new double[] {1.3, 1.4},
                new double[] {1.5, 1.6},
                new double[] {1.7, 1.8},
                new double[] {0.9, Double.NaN});
        Path file = folder.resolve("edges.parquet");
        EdgeFile.write(file, edges, Optional.of(details));

        assertThat(EdgeFile.read(file)).usingRecursiveComparison().isEqualTo(edges);
        double[][] read = EdgeFile.readDetails(file);
        assertThat(read).hasNumberOfRows(EdgeColumn.DETAILS.size());
        for (int k = 0; k < read.length; k++) {
            Cells written = EdgeColumn.DETAILS.get(k).cells(edges, details);
            assertThat(read[k])
                    .containsExactly(
                            written.get(0).doubleValue(), written.get(1).doubleValue());
        }
        assertThat(EdgeStream.details(file)).isEqualTo(EdgeColumn.DETAILS);
        int[] at = {0};
        EdgeStream.read(file, edge -> {
            int e = at[0]++;
            for (EdgeColumn column : EdgeColumn.values()) {
                Number written = column.cells(edges, details).get(e);
                Number found = edge.get(column);
                assertThat(found == null ? Double.NaN : found.doubleValue())
                        .as("%s of edge %s", column, e)
                        .isEqualTo(Double.valueOf(written.doubleValue()));
            }
        });
        assertThat(at[0]).isEqualTo(2);
    }
}
