package dev.steergraph.steering.experiment;

import java.util.Locale;

/** Numbers as the page writes them. */
final class PageNumbers {

    private static final String NONE = "–";

    private PageNumbers() {}

    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String fixed(int digits, double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%,." + digits + "f", value)) : NONE;
    }

    /** Two decimals and a sign, also of positive values. */
    static String signed(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%+.2f", value)) : NONE;
    }

    /** Whole percent and a sign. */
    static String signedPercent(double share) {
        return Double.isFinite(share) ? minus(String.format(Locale.ROOT, "%+.0f%%", 100 * share)) : NONE;
    }

    /** A share in percent, without decimals where it has two digits or more. */
    static String percent(double share) {
        return Double.isFinite(share) ? fixed(Math.abs(share) < 0.0995 ? 1 : 0, 100 * share) + "%" : NONE;
    }

    /** Up to three decimals of small ones, none of large ones; for the ticks of an axis. */
    static String tick(double value) {
        int digits = Math.max(0, -(int) Math.floor(Math.log10(value) + 1e-9));
        return fixed(digits, value);
    }

    /** A coordinate in a drawing. */
    static String place(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
