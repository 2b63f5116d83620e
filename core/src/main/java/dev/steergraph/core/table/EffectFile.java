package dev.steergraph.core.table;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code effects/effects.parquet}. */
public final class EffectFile {

    private static final String REMEDY = "measure the effects again";
    private static final Parquet FORMAT = new Parquet("effects", EffectColumn.ALL, REMEDY);

    private EffectFile() {}

    public static void write(Path file, EffectList effects) {
        Cells[] cells =
                EffectColumn.ALL.stream().map(column -> column.cells(effects)).toArray(Cells[]::new);
        FORMAT.write(file, effects.size(), cells);
    }

    /**
     * @param space numbers the features, as of the feature table
     * @throws UserError if the file is missing, is no Parquet file, lacks columns, or is of other features
     */
    public static EffectList read(Path file, FeatureSpace space) {
        List<String> expressions = new ArrayList<>(EdgeEnds.of(file, space, true));
        EffectColumn.MEASURES.forEach(column -> expressions.add(column.column()));
        EffectList[] list = new EffectList[1];
        Cells[] cells = new Cells[EffectColumn.MEASURES.size()];
        FORMAT.read(
                file,
                expressions,
                List.of("1", "2"),
                n -> {
                    list[0] = EffectList.ofSize(space, n);
                    Arrays.setAll(cells, k -> EffectColumn.MEASURES.get(k).cells(list[0]));
                },
                (from, e) -> {
                    list[0].source()[e] = from.getInt(1);
                    boolean unknown = from.wasNull();
                    list[0].target()[e] = from.getInt(2);
                    if (unknown || from.wasNull()) {
                        throw new UserError(file + " is of features that features.parquet does not list; " + REMEDY);
                    }
                    for (int k = 0; k < cells.length; k++) {
                        cells[k].read(from, EdgeFile.ENDS + 1 + k, e);
                    }
                });
        return list[0];
    }
}
