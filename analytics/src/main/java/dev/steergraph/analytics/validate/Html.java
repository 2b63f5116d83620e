package dev.steergraph.analytics.validate;

import java.util.Locale;

/** Text that may stand in HTML, and numbers as people read them. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    static String count(long n) {
        return format("%,d", n);
    }

    static String percent(double share) {
        return share < 0.0995 ? format("%.1f%%", 100 * share) : format("%.0f%%", 100 * share);
    }

    /** Small probabilities by their power of ten. */
    static String probability(double p) {
        if (p >= 0.001) {
            return format("%.3f", p);
        }
        return p <= 0 ? "&lt; 10<sup>−300</sup>" : format("10<sup>−%d</sup>", (int) Math.floor(-Math.log10(p)));
    }
}
