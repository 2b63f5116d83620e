package dev.steergraph.ingest.extract.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.sae.SaeDecoder;
import dev.steergraph.ingest.sae.SaeEncoder;
import java.util.Set;

/**
 * What a language model still predicts when activations are replaced, by an SAE's reconstruction or by zeros. Special
 * tokens keep theirs, since SAEs are not trained on them.
 */
final class Splice {

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final HookPoint hook;
    private final SaeEncoder encoder;
    private final SaeDecoder decoder;

    Splice(Transformer model, Tokenizer tokenizer, HookPoint hook, SaeEncoder encoder, SaeDecoder decoder) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.hook = hook;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** Summed over tokens, in nats. */
    record Losses(double clean, double spliced, double zeroed, long tokens) {

        Losses plus(Losses other) {
            return new Losses(
                    clean + other.clean, spliced + other.spliced, zeroed + other.zeroed, tokens + other.tokens);
        }
    }

    /** @param ids one sequence */
    Losses of(int[] ids) {
        try (NDManager scope = model.manager().newSubManager()) {
            long[] wide = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                wide[i] = ids[i];
            }
            Input input = Input.of(scope.create(wide, new Shape(1, ids.length)));
            long counted = 0;
            for (int i = 1; i < ids.length; i++) {
                counted += tokenizer.isSpecial(ids[i]) ? 0 : 1;
            }
            return new Losses(
                    loss(scope, input, wide, HookWriter.NONE),
                    loss(scope, input, wide, writer(ids, true)),
                    loss(scope, input, wide, writer(ids, false)),
                    counted);
        }
    }

    private double loss(NDManager parent, Input input, long[] ids, HookWriter writer) {
        try (NDManager scope = parent.newSubManager()) {
            NDArray logits = model.logits(scope, input, HookReader.NONE, writer);
            NDArray predictions = logits.get(0).get(":-1").logSoftmax(-1);
            long[] targets = new long[ids.length - 1];
            System.arraycopy(ids, 1, targets, 0, targets.length);
            float[] found = predictions
                    .gather(scope.create(targets, new Shape(targets.length, 1)), 1)
                    .toFloatArray();
            double sum = 0;
            for (int i = 0; i < targets.length; i++) {
                sum -= tokenizer.isSpecial((int) targets[i]) ? 0 : found[i];
            }
            return sum;
        }
    }

    /** @param reconstruct or else zeros */
    private HookWriter writer(int[] ids, boolean reconstruct) {
        return new HookWriter() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(hook);
            }

            @Override
            public NDArray write(HookPoint at, NDArray activations) {
                return replaced(ids, activations, reconstruct);
            }
        };
    }

    private NDArray replaced(int[] ids, NDArray activations, boolean reconstruct) {
        Shape shape = activations.getShape();
        int d = (int) shape.get(2);
        float[] values = activations.toFloatArray();
        float[] x = new float[d];
        float[] decoded = new float[d];
        SaeEncoder.Codes codes = reconstruct ? encoder.encode(activations.reshape(ids.length, d)) : null;
        for (int row = 0; row < ids.length; row++) {
            if (tokenizer.isSpecial(ids[row])) {
                continue;
            }
            if (reconstruct) {
                System.arraycopy(values, row * d, x, 0, d);
                decoder.decode(codes, row, x, decoded);
            }
            System.arraycopy(decoded, 0, values, row * d, d);
        }
        return activations.getManager().create(values, shape);
    }
}
