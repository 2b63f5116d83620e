package dev.steergraph.core.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outliers in sentences, as commands, reports and the explorer have them. */
public final class OutlierText {

    /** Positions and tokens that a sentence names. */
    private static final int NAMED = 5;

    private OutlierText() {}

    /** Empty if there are none. */
    public static List<String> of(Outliers outliers) {
        List<String> sentences = new ArrayList<>();
        if (outliers.firstPosition()) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Sequences have no BOS here, and their first position is an attention sink: the first token of each"
                            + " is no row (%,d tokens). Behind a BOS it would be one.",
                    outliers.firstTokens()));
        }
        if (outliers.rows() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Outliers, of extraordinary norm at some hook point: %,d %s.",
                    outliers.rows(),
                    outliers.kept() ? "rows, which were kept" : "tokens, which are no rows"));
        }
        if (outliers.any()) {
            String hooks = outliers.hooks().entrySet().stream()
                    .map(hook -> String.format(
                            Locale.ROOT,
                            "%,d have norms above %s at %s (median %s)",
                            hook.getValue(),
                            outliers.limit(hook.getKey()),
                            hook.getKey(),
                            outliers.medians().get(hook.getKey())))
                    .collect(Collectors.joining(", "));
            sentences.add((hooks.isEmpty() ? "" : "Of all these, " + hooks + "; ")
                    + "positions: "
                    + outliers.positions().stream()
                            .limit(NAMED)
                            .map(position ->
                                    String.format(Locale.ROOT, "%d (%,d)", position.position(), position.count()))
                            .collect(Collectors.joining(", "))
                    + (outliers.positions().size() > NAMED ? " and others" : "")
                    + "; tokens: "
                    + outliers.tokens().stream()
                            .limit(NAMED)
                            .map(token ->
                                    String.format(Locale.ROOT, "\"%s\" (%,d)", visible(token.token()), token.count()))
                            .collect(Collectors.joining(", "))
                    + (outliers.tokens().size() > NAMED ? " and others" : "")
                    + ".");
        }
        return sentences;
    }

    /** On one line, whatever the token. */
    private static String visible(String token) {
        return token.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
