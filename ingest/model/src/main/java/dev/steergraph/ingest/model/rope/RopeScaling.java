package dev.steergraph.ingest.model.rope;

import dev.steergraph.ingest.model.config.ModelConfig;

/**
 * How frequencies are changed so that longer texts can be read than a model was first trained on: {@code rope_type}.
 *
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code modeling_rope_utils.py}, whose order
 *     of operations and float32 roundings these follow
 */
public sealed interface RopeScaling
        permits DynamicScaling, LinearScaling, Llama3Scaling, LongRopeScaling, Unscaled, YarnScaling {

    /** @param theta base of the frequencies @param dimensions R, rotated entries of a head */
    Frequencies frequencies(double theta, int dimensions);

    /** @throws dev.steergraph.core.UserError if it does not fit heads of which R entries are rotated */
    default void check(ModelConfig config, int dimensions) {}
}
