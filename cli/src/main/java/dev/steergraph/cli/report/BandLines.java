package dev.steergraph.cli.report;

import dev.steergraph.core.steering.band.BandStrength;
import dev.steergraph.core.steering.band.FeatureBand;
import dev.steergraph.core.steering.band.TextQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Usable bands as tables, with one line each that says what follows. */
public final class BandLines {

    private static final int TOKENS = 12;

    private BandLines() {}

    public static String of(List<FeatureBand> bands) {
        return bands.stream().map(BandLines::of).collect(Collectors.joining("%n%n".formatted()));
    }

    private static String of(FeatureBand band) {
        List<String> lines = new ArrayList<>();
        lines.add(band.feature());
        lines.add("  raises " + tokens(band));
        lines.add("");
        lines.add(
                "         k  |δ|/|x|    rise    gain      ±  random      z      KL   ΔNLL | text NLL  distinct-2  repeated");
        lines.add(String.format(
                Locale.ROOT,
                "  %8s %8s %7s %7s %6s %7s %6s %7s %6s | %s",
                "0",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                written(band.unsteered())));
        band.strengths().forEach(strength -> lines.add(line(strength)));
        lines.add(String.format(
                Locale.ROOT,
                "  fluent up to a text NLL of %.2f and %.2f repeated, as 95%% of unsteered texts are",
                band.limits().nll(),
                band.limits().repeated4()));
        lines.add("  " + conclusion(band));
        return String.join(System.lineSeparator(), lines);
    }

    private static String tokens(FeatureBand band) {
        return band.targets().isEmpty()
                ? "no token"
                : band.targets().stream()
                        .limit(TOKENS)
                        .map(token -> "\""
                                + token.text()
                                        .replace("\n", "↵")
                                        .replace("\r", "␍")
                                        .replace("\t", "⇥") + "\"")
                        .collect(Collectors.joining(" "));
    }

    private static String line(BandStrength one) {
        return String.format(
                Locale.ROOT,
                "  %8s %8.2f %7.2f %7.2f %6.2f %7.2f %6.1f %7.3f %6.2f | %s%s",
                number(one.k()),
                one.ratio(),
                one.rise(),
                one.gain(),
                one.gainError(),
                one.randomGain(),
                one.z(),
                one.kl(),
                one.nllChange(),
                written(one.written()),
                one.fluent() ? "" : "  breaks");
    }

    private static String written(TextQuality texts) {
        return String.format(Locale.ROOT, "%8.2f %11.2f %9.2f", texts.nll(), texts.distinct2(), texts.repeated4());
    }

    private static String conclusion(FeatureBand band) {
        Double low = band.low();
        Double high = band.high();
        Double breaks = band.breaks();
        String fluency =
                breaks == null ? "fluency breaks at none of these strengths" : "fluency breaks at " + number(breaks);
        return low == null || high == null
                ? "No usable band: "
                        + (isWithout(band)
                                ? "no gain is above that of random directions"
                                : "fluency breaks" + " before there is a gain above that of random directions")
                        + "; " + fluency + "."
                : "Usable from " + number(low) + " to " + number(high) + "; " + fluency + ".";
    }

    private static boolean isWithout(FeatureBand band) {
        return band.strengths().stream().noneMatch(BandStrength::gains);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
