package dev.steergraph.ingest.sae;

import org.jspecify.annotations.Nullable;

/**
 * What an SAE says of its making.
 *
 * @param model as its author calls it, or null
 * @param hook hook point it reads, or null
 * @param context longest sequence it was trained on, or null
 * @param prependBos whether sequences began with a BOS, or null
 */
public record SaeOrigin(
        @Nullable String model,
        @Nullable String hook,
        @Nullable Integer context,
        @Nullable Boolean prependBos) {

    public static final SaeOrigin UNKNOWN = new SaeOrigin(null, null, null);

    /** Of one that does not say how sequences began. */
    public SaeOrigin(@Nullable String model, @Nullable String hook, @Nullable Integer context) {
        this(model, hook, context, null);
    }
}
