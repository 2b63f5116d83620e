package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people type for a feature: {@code 3:650}, {@code 3/res:650}, {@code 3-res/650}, {@code 3-res:650} or the whole printed
 * form.
 *
 * @param model as in the printed form, empty in the short ones
 * @param layer the block, counted from 0
 * @param sae the SAE set, empty in {@code 3:650}
 * @param index the latent's index
 */
record FeatureAddress(Optional<String> model, int layer, Optional<String> sae, int index) {

    private static final Pattern FORM =
            Pattern.compile("(?:([A-Za-z0-9._-]+)@)?(\\d{1,4})(?:[-/]([A-Za-z0-9._-]+))?[:/](\\d{1,9})");

    /** @return nothing if the text is none of the forms above */
    static Optional<FeatureAddress> parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches()
                ? Optional.of(new FeatureAddress(
                        Optional.ofNullable(m.group(1)),
                        Integer.parseInt(m.group(2)),
                        Optional.ofNullable(m.group(3)),
                        Integer.parseInt(m.group(4))))
                : Optional.empty();
    }

    /** The parts of a page's address. @throws UserError if they do not name a feature */
    static FeatureId of(String model, String source, String index) {
        try {
            return FeatureId.parse(model + "@" + source + ":" + index);
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }
}
