package dev.steergraph.steering.band;

import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.measure.Predictions;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one strength does on held-out texts, added up over batches. */
final class HeldOut {

    private final Along along;
    private final List<Along> random;
    private final double k;
    private final long[] targets;
    private final TextMean gain;
    private final TextMean kl;
    private final TextMean nllChange;
    private final List<TextMean> above = new ArrayList<>();
    private double rise;
    private long rows;

    /**
     * @param targets ids of the target tokens
     * @param texts how many there are in all batches
     */
    HeldOut(Along along, List<Along> random, double k, long[] targets, int texts) {
        this.along = along;
        this.random = random;
        this.k = k;
        this.targets = targets;
        gain = new TextMean(texts);
        kl = new TextMean(texts);
        nllChange = new TextMean(texts);
        random.forEach(other -> above.add(new TextMean(texts)));
    }

    /**
     * Adds the texts of a pass.
     *
     * @param place of the steered feature's set among the pass's
     * @param feature its index
     * @param before what the pass predicts unsteered
     */
    void add(SharedPass pass, Transformer model, Unsteered unsteered, int place, int feature, Predictions before)
            throws IOException {
        TextBatch batch = pass.texts();
        List<double[]> others = new ArrayList<>();
        for (Along other : random) {
            try (Steering steering = steering(model, other.at(k), unsteered);
                    SharedPass.Steered steered = pass.steered(steering, true)) {
                others.add(steered.predictions(targets).target());
            }
        }
        try (Steering steering = steering(model, along.at(k), unsteered);
                SharedPass.Steered steered = pass.steered(steering, true)) {
            add(batch, before, steered.predictions(targets), others);
            SaeEncoder.Codes own = pass.codes().get(place);
            SaeEncoder.Codes moved = steered.codes().get(place);
            if (own != null && moved != null) {
                rise += sum(moved, feature) - sum(own, feature);
            }
        }
        rows += batch.rows().length;
    }

    private static Steering steering(Transformer model, Edit edit, Unsteered unsteered) throws IOException {
        return new Steering(model, List.of(edit), unsteered);
    }

    private void add(TextBatch batch, Predictions p, Predictions q, List<double[]> others) {
        for (int row = 0; row < batch.rows().length; row++) {
            int text = batch.text()[row];
            int next = batch.next()[row];
            gain.add(text, q.target()[row] - p.target()[row]);
            for (int i = 0; i < others.size(); i++) {
                above.get(i).add(text, q.target()[row] - others.get(i)[row]);
            }
            if (next >= 0) {
                nllChange.add(text, q.nll()[row] - p.nll()[row]);
                if (Arrays.stream(targets).noneMatch(target -> target == next)) {
                    kl.add(text, q.kl()[row]);
                }
            }
        }
    }

    private static double sum(SaeEncoder.Codes codes, int feature) {
        double sum = 0;
        for (int i = 0; i < codes.features().length; i++) {
            sum += codes.features()[i] == feature ? codes.values()[i] : 0;
        }
        return sum;
    }

    double k() {
        return k;
    }

    /** Mean rise of the feature's activation, in its own units. */
    double rise() {
        return rows == 0 ? 0 : rise / rows;
    }

    double gain() {
        return gain.mean();
    }

    double gainError() {
        return gain.error();
    }

    /** Mean gain of the random directions. */
    double randomGain() {
        return above.stream()
                .mapToDouble(one -> gain.mean() - one.mean())
                .average()
                .orElse(0);
    }

    /** The gain less that of the random direction that comes nearest, in standard errors. */
    double z() {
        return above.stream().mapToDouble(TextMean::z).min().orElse(0);
    }

    double kl() {
        return kl.mean();
    }

    double nllChange() {
        return nllChange.mean();
    }
}
