package dev.steergraph.ingest.model.rope;

import dev.steergraph.ingest.model.config.ModelConfig;

/**
 * How positions are rotated. Transformers 5 keeps all of it in {@code rope_parameters}; where older fields stand in the
 * file too, the order is its own: {@code rope_scaling} takes the place of {@code rope_parameters}, and what that object
 * does not say is taken from the fields beside it.
 *
 * @param theta base of the frequencies
 * @param fraction of each head that is rotated
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code modeling_rope_utils.py}
 */
public record RopeParameters(double theta, double fraction, RopeScaling scaling) {

    /** Of Llama and its descendants, where whole heads are rotated. */
    public static RopeParameters of(ModelConfig config) {
        return of(config, RopeFields.LLAMA).ofWholeHeads(config);
    }

    public static RopeParameters of(ModelConfig config, RopeFields fields) {
        RopeObject object = RopeObject.of(config, fields);
        Double trained = config.numberOrNone(RopeObject.TRAINED);
        double context = config.size("max_position_embeddings");
        return new RopeParameters(
                object.number("rope_theta", config.structure(fields.theta()), fields.theta(), fields.usualTheta()),
                object.number(
                        "partial_rotary_factor",
                        config.structure(fields.fraction()),
                        fields.fraction(),
                        fields.usualFraction()),
                object.scaling(
                        fields,
                        trained != null
                                ? trained
                                : object.number(RopeObject.TRAINED, null, RopeObject.TRAINED, context)));
    }

    /** The same for models whose plain rotation does not look at the fraction; their scaled ones cannot be run with it. */
    public RopeParameters ofWholeHeads(ModelConfig config) {
        if (fraction == 1) {
            return this;
        }
        if (!(scaling instanceof Unscaled)) {
            throw config.refused("says \"partial_rotary_factor\": " + fraction
                    + ", which is not implemented for this model_type; 1 is.");
        }
        config.unused("partial_rotary_factor");
        return new RopeParameters(theta, 1, scaling);
    }

    /** @param width of a head @throws dev.steergraph.core.UserError if it has no so many entries to rotate */
    public Frequencies frequencies(ModelConfig config, int width) {
        int rotated = (int) (width * fraction);
        if (rotated < 2 || rotated % 2 != 0 || rotated > width) {
            throw config.refused("says that " + rotated + " of the " + width
                    + " entries of a head are rotated; an even number from 2 to " + width + " can be.");
        }
        scaling.check(config, rotated);
        return scaling.frequencies(theta, rotated);
    }
}
