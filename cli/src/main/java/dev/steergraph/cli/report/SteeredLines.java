package dev.steergraph.cli.report;

import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.text.Comparison;
import dev.steergraph.steering.text.SteeredModel.Steered;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Continued texts, and what they were steered with. */
public final class SteeredLines {

    private static final int COLUMN = 56;

    private SteeredLines() {}

    public static String of(List<Continuation> all) {
        return all.stream()
                .map(one -> text(one) + String.format(Locale.ROOT, "%n  [%s]", rate(one)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    public static String ofSteered(List<Steered> all) {
        return all.stream()
                .map(one -> text(one.continuation())
                        + String.format(Locale.ROOT, "%n  [%s; %s]", rate(one.continuation()), applied(one.applied())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Side by side. */
    public static String ofComparisons(List<Comparison> all) {
        return all.stream().map(SteeredLines::sideBySide).collect(Collectors.joining("%n%n".formatted()));
    }

    private static String sideBySide(Comparison one) {
        List<String> left = Columns.wrapped(one.unsteered().text(), COLUMN);
        List<String> right = Columns.wrapped(one.steered().continuation().text(), COLUMN);
        return one.prompt()
                + System.lineSeparator()
                + Columns.sideBySide("default", "steered", left, right, COLUMN)
                + String.format(Locale.ROOT, "%n  [%s]", applied(one.steered().applied()));
    }

    private static String text(Continuation one) {
        return one.prompt() + one.text();
    }

    private static String rate(Continuation one) {
        return String.format(Locale.ROOT, "%d tokens, %.1f tokens/s", one.ids().length, one.tokensPerSecond());
    }

    private static String applied(List<Applied> hooks) {
        if (hooks.isEmpty()) {
            return "steered nowhere, as all strengths are 0";
        }
        return hooks.stream()
                .map(hook -> String.format(
                        Locale.ROOT,
                        "steered %s at %d tokens of the prompt and %d generated ones%s",
                        hook.hook(),
                        hook.prompt(),
                        hook.generated(),
                        hook.ratio() == null ? "" : String.format(Locale.ROOT, ", |δ| %.2f of |x|", hook.ratio())))
                .collect(Collectors.joining("; "));
    }
}
