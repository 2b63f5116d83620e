package dev.steergraph.steering.edit;

import dev.steergraph.core.stage.Outliers;
import dev.steergraph.ingest.model.hook.Pass;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are never steered: those that are never rows of a run, so that features mean nothing there.
 *
 * @param special whether an id is that of a special token, such as BOS
 * @param firstPosition whether the first token of a text is none, where texts begin without BOS and it is an attention sink
 */
public record Unsteered(IntPredicate special, boolean firstPosition) {

    /** @param outliers of the run that the features are from; null if nobody looked for them */
    public static Unsteered of(IntPredicate special, @Nullable Outliers outliers) {
        return new Unsteered(special, outliers != null && !outliers.kept() && outliers.firstPosition());
    }

    boolean contains(Pass pass, int row) {
        return contains((int) pass.id(row), pass.isFirst(row));
    }

    /** Whether a token is one of them. @param first whether it is the first of its text */
    public boolean contains(int id, boolean first) {
        return special.test(id) || first && firstPosition;
    }
}
