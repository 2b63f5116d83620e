package dev.steergraph.analytics.validate;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    static String count(long n) {
        return format("%,d", n);
    }

    static String percent(double share) {
        return share < 0.0995 ? format("%.1f%%", 100 * share) : format("%.0f%%", 100 * share);
    }

    /** The e of a small probability of about 10<sup>-e</sup>. */
    static int exponent(double p) {
        return (int) Math.floor(-Math.log10(p));
    }
}
