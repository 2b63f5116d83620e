package dev.steergraph.web;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A heatmap as a file: {@code csv}, a line for each cell that has pairs, or {@code npy}, float64[rows, columns] of means, NaN
 * where there are no pairs, rows and columns as the JSON lists them.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format of npy, version 1.0</a>
 */
enum HeatmapFile {
    JSON,
    CSV,
    NPY;

    private static final int ALIGNMENT = 64;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** @throws UserError if the parameter {@code format} is none of these */
    static HeatmapFile of(Context ctx) {
        return switch (Query.text(ctx, "format").orElse("json")) {
            case "json" -> JSON;
            case "csv" -> CSV;
            case "npy" -> NPY;
            default -> throw new UserError("format must be json, csv or npy");
        };
    }

    /**
     * @param body what JSON would have
     * @param name of the file, without an ending
     */
    void send(Context ctx, Map<String, Object> body, String name) {
        switch (this) {
            case JSON -> ctx.json(body);
            case CSV -> file(ctx, "text/csv; charset=utf-8", name + ".csv").result(csv(rows(body, "cells")));
            case NPY -> file(ctx, "application/octet-stream", name + ".npy").result(npy(body));
        }
    }

    private static Context file(Context ctx, String type, String name) {
        return ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType(type);
    }

    private static String csv(List<Map<String, Object>> cells) {
        StringBuilder text = new StringBuilder("community_a,community_b,pairs,mean,strongest\n");
        for (Map<String, Object> cell : cells) {
            text.append(cell.get("a"))
                    .append(',')
                    .append(cell.get("b"))
                    .append(',')
                    .append(cell.get("pairs"))
                    .append(',')
                    .append(cell.get("mean") == null ? "" : cell.get("mean"))
                    .append(',')
                    .append(cell.get("strongest"))
                    .append('\n');
        }
        return text.toString();
    }

    private static byte[] npy(Map<String, Object> body) {
        List<Object> rows = communities(body, "rows");
        List<Object> columns = communities(body, "columns");
        double[] values = new double[rows.size() * columns.size()];
        Arrays.fill(values, Double.NaN);
        for (Map<String, Object> cell : rows(body, "cells")) {
            int at = rows.indexOf(cell.get("a")) * columns.size() + columns.indexOf(cell.get("b"));
            values[at] = cell.get("mean") == null ? Double.NaN : (Double) cell.get("mean");
        }
        String header =
                "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows.size() + ", " + columns.size() + "), }";
        int before = MAGIC.length + Short.BYTES;
        int padding = ALIGNMENT - 1 - (before + header.length()) % ALIGNMENT;
        String padded = header + " ".repeat(padding) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(before + padded.length() + values.length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    private static List<Object> communities(Map<String, Object> body, String name) {
        List<Object> communities = new ArrayList<>();
        rows(body, name).forEach(row -> communities.add(row.get("community")));
        return communities;
    }

    @SuppressWarnings("unchecked") // Statistics has made it so.
    private static List<Map<String, Object>> rows(Map<String, Object> body, String name) {
        return (List<Map<String, Object>>) body.get(name);
    }
}
