package dev.steergraph.core.steering.band;

/**
 * What 95% of a model's own texts stay within.
 *
 * @param nll mean negative log-likelihood of a text's tokens, in nats
 * @param repeated4 share of runs of four tokens that stood in the text before
 */
public record FluencyLimits(double nll, double repeated4) {

    /** Whether most of some texts are within. */
    public boolean hold(TextQuality written) {
        return 2 * written.texts() >= written.of() && written.nll() <= nll && written.repeated4() <= repeated4;
    }
}
