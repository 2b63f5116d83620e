package dev.steergraph.ingest.extract.size;

import java.util.Locale;

/** Large amounts, for people. */
final class Amount {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

    /** Such as {@code 1.2 TB}; units of 1,000. */
    static String bytes(double bytes) {
        double amount = bytes / 1000;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%,.0f %s", amount, UNITS[unit]);
    }

    /** Such as {@code 1,000,000}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as {@code 30 hours} or {@code 12 days}. */
    static String time(double seconds) {
        double hours = seconds / 3600;
        return hours < 72
                ? String.format(Locale.ROOT, "%.0f hours", hours)
                : String.format(Locale.ROOT, "%,.0f days", hours / 24);
    }
}
