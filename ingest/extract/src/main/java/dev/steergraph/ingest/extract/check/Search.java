package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.SaeFit;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for activations that an SAE does fit, where it does not fit those that it was given for. */
final class Search {

    /** What is found is better by as much at least. */
    private static final double MUCH_BETTER = 0.8;

    private final CodeSet set;
    private final Claim claim;
    private final SaeFit given;
    private final SaeFit.Meter meter;
    private final RowsAt sample;
    private @Nullable SaeFit best;
    private String found = "";

    /** @param given how it fits what it was given for */
    Search(CodeSet set, Claim claim, SaeFit given, SaeFit.Meter meter, RowsAt sample) {
        this.set = set;
        this.claim = claim;
        this.given = given;
        this.meter = meter;
        this.sample = sample;
    }

    /** What the SAE was made for, as the rest of "most likely ..."; nothing if that is not found. */
    Optional<String> cause() throws IOException {
        boolean transcodes = set.sae().transcoding() != null;
        Optional<HookPoint> predicted = Hooks.predicted(set.sae());
        Map<HookPoint, ActivationRows> rows =
                sample.around(set.hook(), predicted.map(Set::of).orElse(Set.of()));
        ActivationRows target = predicted.map(rows::get).orElse(null);
        rows.forEach((hook, read) -> {
            if (read.width() == set.sae().dIn() && !hook.equals(set.hook())) {
                compare(meter.of(read, transcodes ? target : read), "it reads " + hook);
            }
        });
        ActivationRows own = rows.get(set.hook());
        if (transcodes && own != null) {
            rows.forEach((hook, made) -> {
                if (made.width() == set.sae().dOut() && !predicted.equals(Optional.of(hook))) {
                    compare(meter.of(own, made), "it predicts " + hook);
                }
            });
        }
        if (!transcodes && own != null) {
            for (double factor : factors(own)) {
                ActivationRows scaled = scaled(own, (float) factor);
                compare(
                        meter.of(scaled, scaled),
                        "it was trained on activations of another scale, times " + Claim.number(factor));
            }
        }
        SaeFit fits = best;
        return fits == null
                ? Optional.empty()
                : Optional.of(found + ", where it leaves "
                        + Claim.number(fits.fvu().orElse(0)) + " with L0 " + Claim.number(fits.l0()));
    }

    private void compare(SaeFit fit, String what) {
        if (fit.fvu().isEmpty() || !claim.isMetBy(fit)) {
            return;
        }
        double fvu = fit.fvu().getAsDouble();
        double before = best == null
                ? MUCH_BETTER * given.fvu().orElse(Double.POSITIVE_INFINITY)
                : best.fvu().orElse(0);
        if (fvu < before) {
            best = fit;
            found = what;
        }
    }

    /** To a length of 1 or √d on average, and by √d as embeddings are scaled. */
    private static double[] factors(ActivationRows rows) {
        float[] x = new float[rows.width()];
        double squares = 0;
        for (int row = 0; row < rows.rows(); row++) {
            rows.copy(row, x, 0);
            for (float value : x) {
                squares += (double) value * value;
            }
        }
        double length = Math.sqrt(squares / rows.rows());
        double root = Math.sqrt(rows.width());
        return length > 0 ? new double[] {root / length, 1 / length, root, 1 / root} : new double[0];
    }

    private static ActivationRows scaled(ActivationRows rows, float factor) {
        float[] values = new float[rows.rows() * rows.width()];
        for (int row = 0; row < rows.rows(); row++) {
            rows.copy(row, values, row * rows.width());
        }
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new ActivationRows(rows.width(), List.of(FloatBuffer.wrap(values)));
    }
}
