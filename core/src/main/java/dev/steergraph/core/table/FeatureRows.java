package dev.steergraph.core.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** Features as they are read from a file: layer, index, name of the set, and the measures in their order. */
final class FeatureRows {

    private int[] layer = {};
    private int[] index = {};
    private String[] sae = {};
    private int[] rowsActive = {};
    private double[] density = {};
    private double[] mean = {};
    private double[] sd = {};
    private double[] max = {};
    private Cells[] measures = {};

    void begin(int n) {
        layer = new int[n];
        index = new int[n];
        sae = new String[n];
        rowsActive = new int[n];
        density = new double[n];
        mean = new double[n];
        sd = new double[n];
        max = new double[n];
        measures = new Cells[] {
            Cells.longs(rowsActive), Cells.doubles(density), Cells.doubles(mean), Cells.doubles(sd), Cells.doubles(max)
        };
    }

    void read(ResultSet from, int f) throws SQLException {
        layer[f] = from.getInt(1);
        index[f] = from.getInt(2);
        String name = Objects.requireNonNull(from.getString(3));
        // Of one set all have the same text, and there may be millions.
        sae[f] = f > 0 && sae[f - 1].equals(name) ? sae[f - 1] : name;
        for (int k = 0; k < measures.length; k++) {
            measures[k].read(from, 4 + k, f);
        }
    }

    /** @throws IllegalArgumentException if features are missing, there twice, or a set has no possible name */
    FeatureTable table() {
        return new FeatureTable(FeatureSpace.of(layer, sae, index), rowsActive, density, mean, sd, max);
    }
}
