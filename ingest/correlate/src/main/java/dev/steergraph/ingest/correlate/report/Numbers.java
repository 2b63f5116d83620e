package dev.steergraph.ingest.correlate.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as reports write them. */
public final class Numbers {

    private Numbers() {}

    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Large numbers in millions. */
    public static String brief(long value) {
        return value < 10_000_000 ? whole(value) : String.format(Locale.ROOT, "%,.1f M", value / 1e6);
    }

    /** One decimal, or none for integers. */
    public static String mean(double value) {
        return value == Math.rint(value) ? whole((long) value) : String.format(Locale.ROOT, "%,.1f", value);
    }

    /** At most four significant digits. */
    public static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Three decimals and a sign, also for positive values; a true minus sign. */
    public static String signed(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
    }

    public static String fixed(int digits, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** A coordinate in a drawing. */
    public static String place(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
