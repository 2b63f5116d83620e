package dev.steergraph.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where activations are read, in TransformerLens names: {@code blocks.4.hook_resid_post}, {@code hook_embed}.
 *
 * <p>Files of a run list hook points in the natural order, by layer and then as {@link Site} lists them; {@link #IN_DEPTH} is
 * the order in which a pass computes them.
 *
 * @param layer the block, counted from 0; 0 for {@code hook_embed}, which comes before it
 * @param site which tensor of the block
 */
public record HookPoint(int layer, Site site) implements Comparable<HookPoint> {

    /** From the embedding on: what comes later in a pass is never before what it is computed from. */
    public static final Comparator<HookPoint> IN_DEPTH =
            Comparator.comparingInt(HookPoint::layer).thenComparingInt(hook -> hook.site.depth);

    private static final Pattern FORM = Pattern.compile("blocks\\.(\\d{1,4})\\.((?:[a-z0-9]+\\.)?hook_[a-z_]+)");

    /** The tensors that can be read. New ones come last: files list hook points in this order. */
    public enum Site {
        RESID_PRE("hook_resid_pre", "res-pre", 1),
        RESID_POST("hook_resid_post", "res", 9),
        /** What is added to the residual stream: after the outer norm, where a block has one. */
        MLP_OUT("hook_mlp_out", "mlp", 7),
        /** What is added to the residual stream: after the outer norm, where a block has one. */
        ATTN_OUT("hook_attn_out", "att", 3),
        /**
         * The sum before the norm that ends a block of BERT. TransformerLens calls this {@code hook_resid_post} and what
         * {@link #RESID_POST} reads, Hugging Face's hidden state, {@code hook_normalized_resid_post}.
         */
        UNNORMALIZED_RESID_POST("hook_unnormalized_resid_post", "res-unnormalized", 8),
        /** Token embeddings, scaled where a model scales them, before learned positions are added. */
        EMBED("hook_embed", "embed", 0),
        /** What attention's output projection reads: the heads one after another, gated where a model gates them. */
        Z("attn.hook_z", "z", 2),
        /** The residual stream after attention; of BERT before the norm. Blocks whose halves run in parallel have none. */
        RESID_MID("hook_resid_mid", "res-mid", 4),
        /** What the norm before the MLP makes of its input, before the gain. */
        LN2_NORMALIZED("ln2.hook_normalized", "ln2", 5),
        /**
         * What the MLP reads, after the gain. TransformerLens also has a {@code hook_mlp_in}, which is the residual stream
         * before the norm, and which some SAEs call this tensor: that name is not read.
         */
        MLP_IN("mlp.hook_in", "mlp-in", 6);

        private final String hookName;
        private final String shortName;
        private final int depth;

        Site(String hookName, String shortName, int depth) {
            this.hookName = hookName;
            this.shortName = shortName;
            this.depth = depth;
        }

        /** TransformerLens' name within a block, such as {@code hook_resid_post}. */
        public String hookName() {
            return hookName;
        }

        /** Neuronpedia's short name, as it occurs in SAE sets: {@code res}, {@code mlp}, {@code att}. */
        public String shortName() {
            return shortName;
        }
    }

    /** @throws IllegalArgumentException if the layer is negative, or the embedding is to have one */
    public HookPoint {
        if (layer < 0) {
            throw new IllegalArgumentException("layer " + layer + " is negative");
        }
        if (site == Site.EMBED && layer != 0) {
            throw new IllegalArgumentException(site.hookName + " is of no layer");
        }
    }

    /** What the first block is made of. */
    public static HookPoint embed() {
        return new HookPoint(0, Site.EMBED);
    }

    /** The residual stream after block {@code layer}. */
    public static HookPoint residPost(int layer) {
        return new HookPoint(layer, Site.RESID_POST);
    }

    /** Whether the text is a hook point's name. */
    public static boolean isName(String text) {
        return read(text).isPresent();
    }

    /** @throws IllegalArgumentException if the text is no hook point of a {@link Site} listed here */
    @JsonCreator
    public static HookPoint parse(String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no hook point such as blocks.4.hook_resid_post"));
    }

    /** Of a set's id, which is the hook point's name, or that, a dot and the set's name; nothing if it is neither. */
    public static Optional<HookPoint> ofSet(String id) {
        for (int end = 0; end >= 0; ) {
            end = id.indexOf('.', end + 1);
            Optional<HookPoint> hook = read(end < 0 ? id : id.substring(0, end));
            if (hook.isPresent()) {
                return hook;
            }
        }
        return Optional.empty();
    }

    private static Optional<HookPoint> read(String text) {
        if (text.equals(Site.EMBED.hookName)) {
            return Optional.of(embed());
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(Site.values())
                .filter(site -> site != Site.EMBED && site.hookName.equals(matcher.group(2)))
                .findFirst()
                .map(site -> new HookPoint(Integer.parseInt(matcher.group(1)), site));
    }

    @Override
    public int compareTo(HookPoint other) {
        int byLayer = Integer.compare(layer, other.layer);
        return byLayer != 0 ? byLayer : site.compareTo(other.site);
    }

    @JsonValue
    @Override
    public String toString() {
        return site == Site.EMBED ? site.hookName : "blocks." + layer + "." + site.hookName;
    }
}
