package dev.steergraph.web.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files say what the JSON says. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeatmapFileTest {

    private static final String HEATMAP = "/api/stats/heatmap?model=tiny-bert&la=1&lb=3&metric=r";

    private ExplorerClient api;
    private URI base;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
        base = explorer.uri();
    }

    @Test
    void theCsvHasALineForEachCell() {
        HttpResponse<String> csv = api.get(HEATMAP + "&format=csv", "*/*");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"steergraph-sample-layers-1-3-r.csv\"");
        List<String> lines = csv.body().lines().toList();
        JsonNode cells = api.json(HEATMAP).get("cells");
        assertThat(cells).isNotEmpty();
        assertThat(lines).hasSize(cells.size() + 1);
        for (int i = 0; i < cells.size(); i++) {
            JsonNode cell = cells.get(i);
            assertThat(lines.get(i + 1))
                    .isEqualTo(cell.get("a") + "," + cell.get("b") + "," + cell.get("pairs") + "," + cell.get("mean")
                            + "," + cell.get("strongest"));
        }
    }

    @Test
    void theNpyHasAnElementForEachCell() throws IOException, InterruptedException {
        byte[] bytes = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve(HEATMAP + "&format=npy"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        JsonNode json = api.json(HEATMAP);
        int rows = json.get("rows").size();
        int columns = json.get("columns").size();
        ByteBuffer npy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
        int length = npy.getShort(8);
        String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
        assertThat(header)
                .contains("'descr': '<f8'", "'fortran_order': False", "'shape': (" + rows + ", " + columns + ")")
                .endsWith("\n");
        assertThat((10 + length) % 64).isZero();
        assertThat(bytes).hasSize(10 + length + 8 * rows * columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                Double expected = Double.NaN;
                for (JsonNode cell : json.get("cells")) {
                    if (cell.get("a").equals(json.at("/rows/" + r + "/community"))
                            && cell.get("b").equals(json.at("/columns/" + c + "/community"))) {
                        expected = cell.get("mean").asDouble();
                    }
                }
                assertThat(npy.getDouble(10 + length + 8 * (r * columns + c))).isEqualTo(expected);
            }
        }
    }
}
