package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.List;

/** {@code correlations/features.parquet}. */
public final class FeatureFile {

    private static final Parquet FORMAT = new Parquet(
            "features",
            List.of(
                    new Parquet.Column("layer", "INTEGER"),
                    new Parquet.Column("index", "INTEGER"),
                    new Parquet.Column("rows_active", "BIGINT"),
                    new Parquet.Column("density", "DOUBLE"),
                    new Parquet.Column("mean", "DOUBLE"),
                    new Parquet.Column("sd", "DOUBLE"),
                    new Parquet.Column("max", "DOUBLE")),
            "layer, index");

    private FeatureFile() {}

    public static void write(Path file, FeatureTable features) {
        FORMAT.write(file, features.size(), (to, f) -> {
            to.append(features.layer()[f]);
            to.append(features.index()[f]);
            to.append((long) features.rowsActive()[f]);
            to.append(features.density()[f]);
            to.append(features.mean()[f]);
            to.append(features.sd()[f]);
            to.append(features.max()[f]);
        });
    }

    /** @throws UserError if the file is missing, is no Parquet file, lacks columns, or leaves features out */
    public static FeatureTable read(Path file) {
        FeatureTable[] table = new FeatureTable[1];
        FORMAT.read(
                file,
                n -> table[0] = new FeatureTable(
                        new int[n], new int[n], new int[n], new double[n], new double[n], new double[n], new double[n]),
                (from, f) -> {
                    FeatureTable features = table[0];
                    features.layer()[f] = from.getInt(1);
                    features.index()[f] = from.getInt(2);
                    features.rowsActive()[f] = Math.toIntExact(from.getLong(3));
                    features.density()[f] = from.getDouble(4);
                    features.mean()[f] = from.getDouble(5);
                    features.sd()[f] = from.getDouble(6);
                    features.max()[f] = from.getDouble(7);
                });
        try {
            FeatureNumbers.of(table[0]);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + " should list every feature of every layer once, but " + e.getMessage()
                    + "; correlate the run again");
        }
        return table[0];
    }
}
