package dev.steergraph.core.steering.band;

/**
 * What steering with one strength does, on held-out documents and in texts that the steered model writes. Probabilities p are
 * the model's own, q those of the steered model, W the target tokens; errors are over documents.
 *
 * @param k strength, in multiples of the feature's largest activation M
 * @param ratio mean |δ| over mean |x| at the tokens of the prompts
 * @param rise mean rise of the feature's activation where its SAE reads, in multiples of M
 * @param gain mean of log q(W) − log p(W), in nats
 * @param gainError its standard error
 * @param randomGain the same of random directions of the same length
 * @param z the gain less that of the random direction that comes nearest, in standard errors of the difference
 * @param kl mean KL(p‖q) in nats a token, where the next token is not of W
 * @param nllChange mean rise of the next token's negative log-likelihood, in nats
 * @param written steered texts
 * @param fluent whether these are no worse than the model's own
 */
public record BandStrength(
        double k,
        double ratio,
        double rise,
        double gain,
        double gainError,
        double randomGain,
        double z,
        double kl,
        double nllChange,
        TextQuality written,
        boolean fluent) {

    /**
     * How far above every random direction a gain must be, in standard errors: of five strengths without a gain, one passes by
     * chance in less than 1% of features.
     */
    private static final double STANDARD_ERRORS = 3;

    /** Whether the target tokens become likelier than along any of the random directions. */
    public boolean gains() {
        return gain > 0 && z >= STANDARD_ERRORS;
    }
}
