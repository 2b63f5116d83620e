package dev.steergraph.steering.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.steering.edit.Steering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts, in batches, that are read unsteered once and steered many times from a block on. */
public final class SharedTexts implements AutoCloseable {

    private final NDManager device;
    private final FeatureSpace space;
    private final List<SharedPass> passes = new ArrayList<>();

    /**
     * Reads the texts unsteered.
     *
     * @param batches those without rows are passed over
     * @param block from which on they will be steered
     * @param predictions whether the model's predictions will be asked for
     */
    public SharedTexts(
            Transformer model,
            List<TextBatch> batches,
            int block,
            CodeSets sets,
            FeatureSpace space,
            boolean predictions)
            throws IOException {
        this.device = model.manager();
        this.space = space;
        try {
            for (TextBatch batch : batches) {
                if (batch.rows().length > 0) {
                    passes.add(new SharedPass(model, batch, block, sets, predictions));
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public List<SharedPass> passes() {
        return passes;
    }

    /** How features change, by place of their set. */
    public Map<Integer, CodeChange> changes(Steering steering) {
        Map<Integer, CodeChange> changes = new TreeMap<>();
        for (SharedPass pass : passes) {
            try (SharedPass.Steered steered = pass.steered(steering, false)) {
                add(pass, steered, changes);
            }
        }
        return changes;
    }

    private void add(SharedPass pass, SharedPass.Steered steered, Map<Integer, CodeChange> changes) {
        for (Map.Entry<Integer, SaeEncoder.Codes> before : pass.codes().entrySet()) {
            SaeEncoder.Codes after = steered.codes().get(before.getKey());
            if (after == null) {
                throw new IllegalStateException("a steered pass left out the SAE at place " + before.getKey());
            }
            changes.computeIfAbsent(before.getKey(), place -> new CodeChange(space.width(place)))
                    .add(before.getValue(), after, pass.texts().text(), CodeChange.Observer.NONE);
        }
    }

    /** double[V], mean over rows of how logits change, less their mean over the vocabulary. */
    public double[] logits(Steering steering) {
        double[] sum = new double[0];
        long rows = 0;
        try (NDManager scope = device.newSubManager()) {
            for (SharedPass pass : passes) {
                int n = pass.texts().rows().length;
                try (SharedPass.Steered steered = pass.steered(steering, true);
                        NDArray shift = steered.shift(scope, new int[n], 1)) {
                    float[] found = shift.toFloatArray();
                    sum = sum.length == 0 ? new double[found.length] : sum;
                    for (int i = 0; i < found.length; i++) {
                        sum[i] += found[i];
                    }
                }
                rows += n;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= rows;
        }
        return sum;
    }

    @Override
    public void close() {
        passes.forEach(SharedPass::close);
    }
}
