package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.hook.Probe;

/**
 * One layer of a transformer, F32[B, T, d] to F32[B, T, d]. The input is used up: sums go into it. Where the probe is done
 * the rest is not computed, and the result is of no use.
 */
public sealed interface Block {

    NDArray apply(NDArray x, SequenceBatch sequences, Probe probe);

    /**
     * What attention writes to the residual stream for what its output projection reads: through the projection, and the gain
     * of the norm behind it where there is one.
     *
     * @param z directions at {@code attn.hook_z}, F32[n, width of the heads]
     * @return F32[n, d]
     */
    NDArray written(NDArray z);

    /** x + attention(norm x), then x + mlp(norm x): GPT-2, Llama. */
    record Sequential(Norm attentionNorm, Mixer attention, Norm mlpNorm, Mlp mlp) implements Block {

        @Override
        public NDArray written(NDArray z) {
            return attention.output().direction(z);
        }

        @Override
        public NDArray apply(NDArray input, SequenceBatch sequences, Probe probe) {
            NDArray x = probe.at(Site.RESID_PRE, input);
            if (probe.done()) {
                return x;
            }
            NDArray mixed =
                    probe.at(Site.ATTN_OUT, Halves.attention(attention, attentionNorm.apply(x), sequences, probe));
            if (probe.done()) {
                return x;
            }
            x = probe.at(Site.RESID_MID, sequences.add(x, mixed));
            if (probe.done()) {
                return x;
            }
            NDArray fed = probe.at(Site.MLP_OUT, Halves.mlp(mlpNorm, mlp, x, probe));
            return probe.done() ? x : probe.at(Site.RESID_POST, sequences.add(x, fed));
        }
    }

    /** x + attention(norm x) + mlp(norm' x): GPT-NeoX. */
    record Parallel(Norm attentionNorm, Attention attention, Norm mlpNorm, Mlp mlp) implements Block {

        @Override
        public NDArray written(NDArray z) {
            return attention.output().direction(z);
        }

        @Override
        public NDArray apply(NDArray input, SequenceBatch sequences, Probe probe) {
            NDArray x = probe.at(Site.RESID_PRE, input);
            if (probe.done()) {
                return x;
            }
            NDArray mixed =
                    probe.at(Site.ATTN_OUT, Halves.attention(attention, attentionNorm.apply(x), sequences, probe));
            if (probe.done()) {
                return x;
            }
            NDArray fed = probe.at(Site.MLP_OUT, Halves.mlp(mlpNorm, mlp, x, probe));
            return probe.done() ? x : probe.at(Site.RESID_POST, sequences.add(sequences.add(x, mixed), fed));
        }
    }

    /** x + norm'(attention(norm x)), then x + norm'(mlp(norm x)); the outer norms come before the hooks: Gemma 2. */
    record Sandwich(
            Norm attentionNorm, Attention attention, Norm attentionOutNorm, Norm mlpNorm, Mlp mlp, Norm mlpOutNorm)
            implements Block {

        @Override
        public NDArray written(NDArray z) {
            return attentionOutNorm.direction(attention.output().direction(z));
        }

        @Override
        public NDArray apply(NDArray input, SequenceBatch sequences, Probe probe) {
            NDArray x = probe.at(Site.RESID_PRE, input);
            if (probe.done()) {
                return x;
            }
            NDArray mixed = Halves.attention(attention, attentionNorm.apply(x), sequences, probe);
            if (probe.done()) {
                return x;
            }
            mixed = probe.at(Site.ATTN_OUT, attentionOutNorm.apply(mixed));
            if (probe.done()) {
                return x;
            }
            x = probe.at(Site.RESID_MID, sequences.add(x, mixed));
            if (probe.done()) {
                return x;
            }
            NDArray fed = Halves.mlp(mlpNorm, mlp, x, probe);
            if (probe.done()) {
                return x;
            }
            fed = probe.at(Site.MLP_OUT, mlpOutNorm.apply(fed));
            return probe.done() ? x : probe.at(Site.RESID_POST, sequences.add(x, fed));
        }
    }

    /** norm(x + attention x), then norm(x + mlp x): BERT. */
    record PostNorm(Attention attention, Norm attentionNorm, Mlp mlp, Norm mlpNorm) implements Block {

        @Override
        public NDArray written(NDArray z) {
            return attentionNorm.direction(attention.output().direction(z));
        }

        @Override
        public NDArray apply(NDArray input, SequenceBatch sequences, Probe probe) {
            NDArray x = probe.at(Site.RESID_PRE, input);
            if (probe.done()) {
                return x;
            }
            NDArray mixed = probe.at(Site.ATTN_OUT, Halves.attention(attention, x, sequences, probe));
            if (probe.done()) {
                return x;
            }
            x = probe.at(Site.RESID_MID, sequences.add(x, mixed));
            if (probe.done()) {
                return x;
            }
            NDArray middle = attentionNorm.apply(x);
            NDArray read = probe.apart(Site.MLP_IN, middle);
            if (probe.done()) {
                return x;
            }
            NDArray fed = probe.at(Site.MLP_OUT, mlp.apply(read));
            if (probe.done()) {
                return x;
            }
            NDArray sum = probe.at(Site.UNNORMALIZED_RESID_POST, sequences.add(middle, fed));
            if (probe.done()) {
                return sum;
            }
            return probe.at(Site.RESID_POST, mlpNorm.apply(sum));
        }
    }
}
