package dev.steergraph.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where activations are read, in TransformerLens names: {@code blocks.4.hook_resid_post}.
 *
 * @param layer the block, counted from 0
 * @param site which tensor of the block
 */
public record HookPoint(int layer, Site site) implements Comparable<HookPoint> {

    private static final Pattern FORM = Pattern.compile("blocks\\.(\\d{1,4})\\.(hook_[a-z_]+)");

    /** The tensors of a block that can be read. */
    public enum Site {
        RESID_PRE("hook_resid_pre", "res-pre"),
        RESID_POST("hook_resid_post", "res"),
        MLP_OUT("hook_mlp_out", "mlp"),
        ATTN_OUT("hook_attn_out", "att"),
        /**
         * The sum before the norm that ends a block of BERT. TransformerLens calls this {@code hook_resid_post} and what
         * {@link #RESID_POST} reads, Hugging Face's hidden state, {@code hook_normalized_resid_post}.
         */
        UNNORMALIZED_RESID_POST("hook_unnormalized_resid_post", "res-unnormalized");

        private final String hookName;
        private final String shortName;

        Site(String hookName, String shortName) {
            this.hookName = hookName;
            this.shortName = shortName;
        }

        /** TransformerLens' name, such as {@code hook_resid_post}. */
        public String hookName() {
            return hookName;
        }

        /** Neuronpedia's short name, as it occurs in SAE sets: {@code res}, {@code mlp}, {@code att}. */
        public String shortName() {
            return shortName;
        }
    }

    /** @throws IllegalArgumentException if the layer is negative */
    public HookPoint {
        if (layer < 0) {
            throw new IllegalArgumentException("layer " + layer + " is negative");
        }
    }

    /** The residual stream after block {@code layer}. */
    public static HookPoint residPost(int layer) {
        return new HookPoint(layer, Site.RESID_POST);
    }

    /** Whether the text is a hook point's name. */
    public static boolean isName(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                && Arrays.stream(Site.values()).anyMatch(site -> site.hookName.equals(matcher.group(2)));
    }

    /** @throws IllegalArgumentException if the text is no hook point of a {@link Site} listed here */
    @JsonCreator
    public static HookPoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            for (Site site : Site.values()) {
                if (site.hookName.equals(matcher.group(2))) {
                    return new HookPoint(Integer.parseInt(matcher.group(1)), site);
                }
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no hook point such as blocks.4.hook_resid_post");
    }

    @Override
    public int compareTo(HookPoint other) {
        int byLayer = Integer.compare(layer, other.layer);
        return byLayer != 0 ? byLayer : site.compareTo(other.site);
    }

    @JsonValue
    @Override
    public String toString() {
        return "blocks." + layer + "." + site.hookName;
    }
}
