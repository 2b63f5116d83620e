package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.ingest.sae.SaeFit;
import dev.steergraph.ingest.sae.format.KnownL0;
import java.util.Locale;
import java.util.Optional;

/**
 * What an SAE should do on rows that it was made for: explain some of their variance, and have about as many active features
 * as is known of it.
 *
 * @param l0 as it is known
 */
record Claim(Optional<KnownL0> l0) {

    /** A reconstruction that is the same for all rows leaves 1. */
    private static final double MOST_UNEXPLAINED = 1;

    /** Texts differ, and with them L0; three times as many or as few is another matter. */
    private static final double MOST_TIMES = 3;

    boolean isMetBy(SaeFit fit) {
        return !(fit.fvu().orElse(0) > MOST_UNEXPLAINED)
                && l0.map(known -> fit.l0() < known.value() * MOST_TIMES && fit.l0() * MOST_TIMES > known.value())
                        .orElse(true);
    }

    SaeCheck check(SaeFit fit) {
        return new SaeCheck(
                fit.rows(),
                fit.fvu().isPresent() ? Double.valueOf(rounded(fit.fvu().getAsDouble())) : null,
                rounded(fit.l0()),
                l0.map(KnownL0::value).orElse(null),
                l0.map(KnownL0::from).orElse(null));
    }

    /** Four digits, which is what so few rows can tell. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    }

    /** Such as {@code FVU 0.213, L0 71.2 (82 by its path)}. */
    String line(SaeFit fit) {
        return (fit.fvu().isPresent() ? "FVU " + number(fit.fvu().getAsDouble()) : "FVU not known")
                + ", L0 " + number(fit.l0())
                + l0.map(known -> " (" + number(known.value()) + " by its " + known.from() + ")")
                        .orElse("");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%,.0f" : "%.3g", value);
    }
}
