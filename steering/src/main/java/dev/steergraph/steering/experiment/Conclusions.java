package dev.steergraph.steering.experiment;

import java.util.List;
import java.util.Locale;

/** What follows from the primary comparisons, in words. */
final class Conclusions {

    private Conclusions() {}

    static List<String> of(List<Contrast> contrasts) {
        return contrasts.stream()
                .filter(Contrast::primary)
                .map(Conclusions::sentence)
                .toList();
    }

    static String sentence(Contrast contrast) {
        String what = contrast.arm() + " against " + contrast.against() + ": " + contrast.damage()
                + " at equal gain of " + contrast.gain();
        if (contrast.features() < 2) {
            return what + " is not known, as " + contrast.features() + " of " + (contrast.features() + contrast.lost())
                    + " features reach it by both.";
        }
        return String.format(
                Locale.ROOT,
                "%s %+.0f%% [%+.0f%%, %+.0f%%], %d features, %d lost; %s.",
                what,
                100 * contrast.share(),
                100 * Contrast.share(contrast.low()),
                100 * Contrast.share(contrast.high()),
                contrast.features(),
                contrast.lost(),
                contrast.differs() ? "a difference" : "no difference is shown");
    }
}
