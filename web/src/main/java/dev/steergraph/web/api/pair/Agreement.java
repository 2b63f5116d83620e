package dev.steergraph.web.api.pair;

import dev.steergraph.web.openapi.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verdicts by tenths of |r|. */
record Agreement(List<Band> bands) {

    /** The verdicts on correlations with |r| from {@code from} to below {@code to}. */
    record Band(
            double from,
            double to,
            long same,
            long related,
            long unrelated,
            long unsure,
            long judged,

            @Schema(description = "The fraction of same and related among those that are not unsure") @Nullable
            Double agreement) {

        static Band of(long tenth, Map<Verdict, Long> counts) {
            long same = counts.getOrDefault(Verdict.SAME, 0L);
            long related = counts.getOrDefault(Verdict.RELATED, 0L);
            long unrelated = counts.getOrDefault(Verdict.UNRELATED, 0L);
            long unsure = counts.getOrDefault(Verdict.UNSURE, 0L);
            long sure = same + related + unrelated;
            return new Band(
                    tenth / 10.0,
                    (tenth + 1) / 10.0,
                    same,
                    related,
                    unrelated,
                    unsure,
                    sure + unsure,
                    sure == 0 ? null : (double) (same + related) / sure);
        }
    }
}
