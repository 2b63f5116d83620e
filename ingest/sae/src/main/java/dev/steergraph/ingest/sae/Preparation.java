package dev.steergraph.ingest.sae;

/**
 * What an SAE expects activations to have undergone before it sees them: part of the model that it was trained on, not of
 * the SAE.
 *
 * <p>TransformerLens' {@code center_writing_weights} takes the mean over d_model off every weight that writes to the
 * residual stream. Where all that reads the stream begins with a LayerNorm, which does not see that mean, the effect on the
 * stream and on what attention and feed-forward layers add to it is exactly x − mean(x); so that is what is done, and the
 * model may stay as it is. Its other options ({@code fold_ln}, {@code center_unembed}, {@code fold_value_biases},
 * {@code refactor_factored_attn_matrices}) leave these activations as they are.
 *
 * @param centered whether the mean over a row's entries is taken off
 * @param factor by which the row is multiplied then, and reconstructions are divided; SAELens' norm_scaling_factor
 * @see <a href="https://github.com/TransformerLensOrg/TransformerLens">TransformerLens</a>, {@code weight_processing.py}
 */
public record Preparation(boolean centered, float factor) {

    /** Activations are seen as they are. */
    public static final Preparation NONE = new Preparation(false, 1);

    /** The same without centring: for models whose norms see the mean, which TransformerLens does not centre either. */
    public Preparation uncentered() {
        return new Preparation(false, factor);
    }

    /** In place. @param x float[d_in] */
    void apply(float[] x) {
        float mean = 0;
        if (centered) {
            double sum = 0;
            for (float value : x) {
                sum += value;
            }
            mean = (float) (sum / x.length);
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean) * factor;
        }
    }
}
