package dev.steergraph.web.api.stats;

import dev.steergraph.core.io.Npy;
import dev.steergraph.web.api.stats.Heatmap.Cell;
import dev.steergraph.web.api.stats.Heatmap.CommunitySize;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A heatmap as a file: {@code csv}, a line for each cell that has pairs, or {@code npy}, float64[rows, columns] of means, NaN
 * where there are no pairs, rows and columns as the JSON lists them.
 */
enum HeatmapFile {
    JSON,
    CSV,
    NPY;

    private static final String CSV_TYPE = "text/csv; charset=utf-8";
    private static final String NPY_TYPE = "application/octet-stream";

    /** Of the files. */
    static List<String> mediaTypes() {
        return List.of("text/csv", NPY_TYPE);
    }

    /** @param name of the file, without an ending */
    void send(Context ctx, Heatmap heatmap, String name) throws IOException {
        switch (this) {
            case JSON -> ctx.json(heatmap);
            case CSV -> file(ctx, CSV_TYPE, name + ".csv").result(csv(heatmap.cells()));
            case NPY -> file(ctx, NPY_TYPE, name + ".npy").result(npy(heatmap));
        }
    }

    private static Context file(Context ctx, String type, String name) {
        return ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType(type);
    }

    /** Numbers only, so nothing needs quotes. */
    private static String csv(List<Cell> cells) {
        StringBuilder text = new StringBuilder("community_a,community_b,pairs,mean,strongest\n");
        for (Cell cell : cells) {
            text.append(String.join(
                            ",",
                            text(cell.a()),
                            text(cell.b()),
                            text(cell.pairs()),
                            text(cell.mean()),
                            text(cell.strongest())))
                    .append('\n');
        }
        return text.toString();
    }

    private static String text(@Nullable Number value) {
        return value == null ? "" : value.toString();
    }

    private static byte[] npy(Heatmap heatmap) throws IOException {
        List<Integer> rows =
                heatmap.rows().stream().map(CommunitySize::community).toList();
        List<Integer> columns =
                heatmap.columns().stream().map(CommunitySize::community).toList();
        double[][] values = new double[rows.size()][columns.size()];
        Arrays.stream(values).forEach(row -> Arrays.fill(row, Double.NaN));
        for (Cell cell : heatmap.cells()) {
            Double mean = cell.mean();
            values[rows.indexOf(cell.a())][columns.indexOf(cell.b())] = mean == null ? Double.NaN : mean;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Npy.write(bytes, values, columns.size());
        return bytes.toByteArray();
    }
}
