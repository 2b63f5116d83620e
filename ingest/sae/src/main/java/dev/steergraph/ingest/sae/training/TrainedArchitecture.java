package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.Locale;

/** Kinds of SAE that can be trained. */
public enum TrainedArchitecture {
    /** The k·B largest positive pre-activations of a batch of B rows. */
    BATCHTOPK("batchtopk"),
    /** The k largest positive pre-activations of each row. */
    TOPK("topk"),
    /** Pre-activations above a threshold that is trained for each feature, so that k are active in the mean. */
    JUMPRELU("jumprelu"),
    /** BatchTopK whose first features are to reconstruct by themselves, at several widths. */
    MATRYOSHKA("matryoshka_batchtopk");

    private final String saeLensName;

    TrainedArchitecture(String saeLensName) {
        this.saeLensName = saeLensName;
    }

    /** SAELens' name for it in training. */
    public String saeLensName() {
        return saeLensName;
    }

    /** @throws UserError if the text is none of them */
    public static TrainedArchitecture parse(String text) {
        for (TrainedArchitecture architecture : values()) {
            if (architecture.toString().equals(text)) {
                return architecture;
            }
        }
        throw new UserError("Architecture \"" + text + "\" cannot be trained; use one of "
                        + Arrays.toString(values()).replaceAll("[\\[\\]]", "") + ".")
                .in("architecture");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
