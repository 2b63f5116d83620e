package dev.steergraph.cli.report;

import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.core.stage.effect.EffectsResult.Moved;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What steering features does, as text. */
public final class EffectLines {

    private EffectLines() {}

    public static String of(EffectsResult result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d features steered on %,d tokens of %,d documents; %,d of %,d listed pairs move.%n%n",
                result.features(),
                result.tokens(),
                result.documents(),
                result.moves(),
                result.pairs()));
        text.append("  edges to later layers        move, mean effect    as often active    as near\n");
        for (EffectsResult.Level level : result.levels()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  |r| > %.1f  %,13d   %s   %s   %s%n",
                    level.above(),
                    level.edges().pairs(),
                    moved(level.edges()),
                    moved(level.matched()),
                    moved(level.sameCosine())));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nRank correlation with the effect: |r| %s, cosine %s; with the other held still: |r| %s, cosine %s.",
                        number(result.rankR()),
                        number(result.rankCosine()),
                        number(result.partialR()),
                        number(result.partialCosine())))
                .toString();
    }

    private static String moved(Moved moved) {
        return moved.pairs() == 0
                ? "            -"
                : String.format(Locale.ROOT, "%5.1f%% %+6.2f sd", 100 * moved.share(), moved.meanEffect());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.2f", value);
    }
}
