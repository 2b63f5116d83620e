package dev.steergraph.steering.band;

import dev.steergraph.core.steering.band.BandStrength;
import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TextQuality;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which strengths are usable: the gain is above that of every random direction by three standard errors, and texts are fluent.
 *
 * <ul>
 *   <li>Fluency breaks at the first strength at which most of the steered texts are less likely under the unsteered model, or
 *       repeat more, than 95% of its own. The place is interpolated linearly, between this strength and the one before (the
 *       first: no steering at all), to where the median crosses the limit.
 *   <li>The band begins at the weakest strength that was tried and is usable. It is not interpolated: an encoder's threshold
 *       makes the gain anything but linear.
 *   <li>It ends where fluency breaks, if the gain lasts until there; else at the last strength before the gain is lost.
 * </ul>
 */
record BandRule(List<BandStrength> strengths, TextQuality unsteered, FluencyLimits limits) {

    /** Place of the first strength that is not fluent; the number of strengths if all are. */
    private int firstBroken() {
        int i = 0;
        while (i < strengths.size() && strengths.get(i).fluent()) {
            i++;
        }
        return i;
    }

    private int lowest() {
        int i = 0;
        while (i < strengths.size() && !strengths.get(i).gains()) {
            i++;
        }
        return i;
    }

    /** Where fluency breaks; empty if it does not. */
    OptionalDouble breaks() {
        int broken = firstBroken();
        if (broken == strengths.size()) {
            return OptionalDouble.empty();
        }
        BandStrength at = strengths.get(broken);
        double from = broken == 0 ? 0 : strengths.get(broken - 1).k();
        TextQuality before = broken == 0 ? unsteered : strengths.get(broken - 1).written();
        double share = Math.min(
                crossing(before.nll(), at.written().nll(), limits.nll()),
                crossing(before.repeated4(), at.written().repeated4(), limits.repeated4()));
        return OptionalDouble.of(from + share * (at.k() - from));
    }

    /** Share of the way from one value to another at which a limit is crossed; 1 if it is not. */
    private static double crossing(double before, double after, double limit) {
        return after > limit && before <= limit ? (limit - before) / (after - before) : 1;
    }

    /** Where the band begins; empty if there is none. */
    OptionalDouble low() {
        int lowest = lowest();
        return lowest < firstBroken() ? OptionalDouble.of(strengths.get(lowest).k()) : OptionalDouble.empty();
    }

    /** Where it ends. */
    OptionalDouble high() {
        if (low().isEmpty()) {
            return OptionalDouble.empty();
        }
        int last = lowest();
        int broken = firstBroken();
        while (last + 1 < broken && strengths.get(last + 1).gains()) {
            last++;
        }
        boolean lasts = last + 1 == broken
                && broken < strengths.size()
                && strengths.get(broken).gains();
        return lasts ? breaks() : OptionalDouble.of(strengths.get(last).k());
    }
}
