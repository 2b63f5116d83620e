package dev.steergraph.steering.edit;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.sae.CodeShift;
import dev.steergraph.ingest.sae.Directions;
import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An intervention with all that it takes.
 *
 * @param what it is
 * @param reads the hook point whose activations decide it
 * @param writes the hook point whose activations are changed; a transcoder's is another than it reads
 * @param sae null of a direction
 * @param feature its index; 0 of a direction
 * @param unit what a strength of 1 adds, float[width of {@code writes}]: M·d; with d alone for what projects out
 * @param max M; 1 of a direction
 */
public record Edit(
        Intervention what,
        HookPoint reads,
        HookPoint writes,
        @Nullable Sae sae,
        int feature,
        float[] unit,
        double max) {

    /** Along a feature. */
    public static Edit of(Intervention what, HookPoint reads, HookPoint writes, Sae sae, int feature, double max)
            throws IOException {
        float[] unit = Directions.of(sae, feature);
        if (!(what.change() instanceof Change.ProjectOut)) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (unit[i] * max);
            }
        }
        return new Edit(what, reads, writes, sae, feature, unit, max);
    }

    /** Along a vector. */
    public static Edit of(Intervention what, HookPoint hook, float[] vector) {
        return new Edit(what, hook, hook, null, 0, vector, 1);
    }

    /** Adds a vector at all tokens. @param strength by which it is multiplied */
    public static Edit adding(HookPoint hook, float[] vector, double strength) {
        Place place = new Place.OfDirection(hook, new Place.Vector(vector));
        return of(new Intervention(place, new Change.Add(strength), Positions.ALL, ""), hook, vector);
    }

    Change change() {
        return what.change();
    }

    /** Whether it adds the same to all tokens, whatever their activations. */
    boolean isConstant() {
        return change() instanceof Change.Add && (sae == null || CodeShift.isLinear(sae));
    }

    /** How the feature's activation moves. */
    CodeShift.Move move() {
        Change change = change();
        if (change instanceof Change.Ablate) {
            return new CodeShift.Move(feature, 0, 0);
        }
        return new CodeShift.Move(feature, change instanceof Change.Clamp ? 0 : 1, (float) (change.k() * max));
    }

    Sae of() {
        return Objects.requireNonNull(sae);
    }
}
