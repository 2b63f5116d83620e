package dev.steergraph.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where in a block the features of a set belong, ascending in depth: what comes later in a pass is never before what it is
 * computed from. Of an autoencoder it is the hook point that it reads; a transcoder's features stand for the MLP, between
 * what that reads and what it writes.
 */
public enum FeatureSite {
    EMBED(0),
    RESID_PRE(1),
    HOOK_Z(2),
    ATTN_OUT(3),
    RESID_MID(4),
    LN2_NORMALIZED(5),
    MLP_IN(6),
    TRANSCODER(7),
    /** A layer of a cross-layer transcoder, which writes to this layer and all above. */
    CLT(7),
    MLP_OUT(8),
    UNNORMALIZED_RESID_POST(9),
    RESID_POST(10);

    /** How many depths a block has room for. */
    private static final int BLOCK = 16;

    private final int depth;

    FeatureSite(int depth) {
        this.depth = depth;
    }

    /** Of features that are read where they belong. */
    public static FeatureSite of(HookPoint hook) {
        return switch (hook.site()) {
            case EMBED -> EMBED;
            case RESID_PRE -> RESID_PRE;
            case Z -> HOOK_Z;
            case ATTN_OUT -> ATTN_OUT;
            case RESID_MID -> RESID_MID;
            case LN2_NORMALIZED -> LN2_NORMALIZED;
            case MLP_IN -> MLP_IN;
            case MLP_OUT -> MLP_OUT;
            case UNNORMALIZED_RESID_POST -> UNNORMALIZED_RESID_POST;
            case RESID_POST -> RESID_POST;
        };
    }

    /** @throws IllegalArgumentException if the text is no site's name */
    @JsonCreator
    public static FeatureSite parse(String text) {
        return Arrays.stream(values())
                .filter(site -> site.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no site of a feature, which are " + Arrays.toString(values())));
    }

    /** Place in a block, from 0; equal for sites of which neither comes first. */
    public int depth() {
        return depth;
    }

    /** Place in a model; the graph's property {@code depth}. */
    public int depth(int layer) {
        return layer * BLOCK + depth;
    }

    /** The graph's property {@code site}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
