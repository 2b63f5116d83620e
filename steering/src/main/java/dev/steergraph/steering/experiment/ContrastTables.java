package dev.steergraph.steering.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The comparisons of arms as the page shows them, a table for each gain and damage. */
final class ContrastTables {

    /** Beyond this many powers of two nothing is drawn to scale. */
    private static final double MOST = 6;

    private final List<Contrast> all;
    private final double scale;

    ContrastTables(List<Contrast> all) {
        this.all = all;
        scale = Math.min(
                MOST,
                Math.max(
                        1,
                        Math.ceil(all.stream()
                                .flatMapToDouble(contrast ->
                                        DoubleStream.of(Math.abs(contrast.low()), Math.abs(contrast.high())))
                                .filter(Double::isFinite)
                                .max()
                                .orElse(1))));
    }

    /** How far the drawings reach on either side, in powers of two. */
    double scale() {
        return scale;
    }

    /** @param title what is compared at which gain @param primary whether it was fixed beforehand */
    record Table(String title, boolean primary, List<Row> rows) {}

    /**
     * @param from of the interval in the drawing, from -1 to 1; empty where there is none
     * @param kind whether the first arm is better, worse, or neither is shown
     */
    record Row(
            String arm,
            String against,
            int features,
            int lost,
            String log2,
            String interval,
            String share,
            String adjusted,
            String from,
            String to,
            String at,
            String kind) {}

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (Gain gain : Gain.values()) {
            for (Damage damage : Damage.values()) {
                add(tables, gain, damage, true);
                add(tables, gain, damage, false);
            }
        }
        tables.sort((one, other) -> Boolean.compare(other.primary, one.primary));
        return tables;
    }

    private void add(List<Table> tables, Gain gain, Damage damage, boolean primary) {
        List<Row> rows = all.stream()
                .filter(contrast ->
                        contrast.gain() == gain && contrast.damage() == damage && contrast.primary() == primary)
                .map(this::row)
                .toList();
        if (!rows.isEmpty()) {
            tables.add(new Table(damage.meaning() + ", at equal " + gain.meaning(), primary, rows));
        }
    }

    private Row row(Contrast contrast) {
        boolean drawn = Double.isFinite(contrast.low()) && Double.isFinite(contrast.high());
        return new Row(
                contrast.arm().toString(),
                contrast.against().toString(),
                contrast.features(),
                contrast.lost(),
                PageNumbers.signed(contrast.log2()),
                drawn ? PageNumbers.signed(contrast.low()) + " to " + PageNumbers.signed(contrast.high()) : "–",
                PageNumbers.percent(contrast.share()),
                Double.isNaN(contrast.adjusted()) ? "" : PageNumbers.fixed(3, contrast.adjusted()),
                drawn ? place(contrast.low()) : "",
                place(contrast.high()),
                place(contrast.log2()),
                kind(contrast));
    }

    static String kind(Contrast contrast) {
        if (!contrast.differs()) {
            return "null";
        }
        return contrast.log2() < 0 ? "better" : "worse";
    }

    private String place(double log2) {
        return PageNumbers.place(Math.max(-1, Math.min(1, log2 / scale)));
    }
}
