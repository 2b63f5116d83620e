package dev.steergraph.steering.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comparisons that were fixed beforehand in one table: a row for two arms, a column for a gain and a damage. */
record ContrastDigest(List<Column> columns, List<Row> rows) {

    /** What is compared at which gain. */
    record Column(Gain gain, Damage damage) {

        String title() {
            return damage + " at equal " + gain;
        }
    }

    /** @param cells in the order of the columns */
    record Row(String arm, String against, List<Cell> cells) {}

    /** @param kind whether the first arm is better, worse, or neither is shown @param note what else is to say of it */
    record Cell(String kind, String share, String interval, String note) {

        private static final Cell NONE = new Cell("null", "", "", "");

        static Cell of(Contrast contrast) {
            int all = contrast.features() + contrast.lost();
            String note = contrast.lost() == 0 ? "" : contrast.features() + " of " + all + " features";
            return contrast.features() < 2
                    ? new Cell("null", "not known", "", note)
                    : new Cell(
                            ContrastTables.kind(contrast),
                            signed(contrast.log2()),
                            "[" + signed(contrast.low()) + ", " + signed(contrast.high()) + "]",
                            note);
        }

        private static String signed(double log2) {
            return PageNumbers.signedPercent(Contrast.share(log2));
        }
    }

    private record Arms(Arm arm, Arm against) {}

    static ContrastDigest of(List<Contrast> contrasts) {
        List<Column> columns = new ArrayList<>();
        Map<Arms, Map<Column, Cell>> found = new LinkedHashMap<>();
        for (Contrast contrast : contrasts) {
            if (contrast.primary()) {
                Column column = new Column(contrast.gain(), contrast.damage());
                if (!columns.contains(column)) {
                    columns.add(column);
                }
                found.computeIfAbsent(new Arms(contrast.arm(), contrast.against()), arms -> new LinkedHashMap<>())
                        .put(column, Cell.of(contrast));
            }
        }
        List<Row> rows = new ArrayList<>();
        found.forEach((arms, cells) -> rows.add(new Row(
                arms.arm.toString(),
                arms.against.toString(),
                columns.stream()
                        .map(column -> cells.getOrDefault(column, Cell.NONE))
                        .toList())));
        return new ContrastDigest(List.copyOf(columns), rows);
    }
}
