package dev.steergraph.steering.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A feature with what is done to it, as people type it: {@code L:I=K} adds, {@code L:I=clamp:K} and {@code
 * L:I=delta-decode:K} take a strength as well, {@code L:I=ablate} and {@code L:I=project-out} none.
 */
public record SteerOption(FeatureAddress feature, Change change) {

    private static final Pattern FORM =
            Pattern.compile("([^=]+)=(?:(?<alone>[a-z-]+)|(?:(?<kind>[a-z-]+):)?(?<k>\\S+))");

    /** @throws UserError if the text is not of that form, or the strength out of range */
    public static SteerOption parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UserError("\"" + text + "\" is no feature with a strength; write LAYER:INDEX=STRENGTH, such as"
                    + " 15:12=2, or LAYER:INDEX=ablate.");
        }
        FeatureAddress feature = FeatureAddress.parse(matcher.group(1));
        String alone = matcher.group("alone");
        if (alone != null) {
            return new SteerOption(feature, withoutStrength(text, alone));
        }
        String kind = matcher.group("kind");
        return new SteerOption(feature, Change.of(kind == null ? "add" : kind, strength(text, matcher.group("k"))));
    }

    private static Change withoutStrength(String text, String kind) {
        Change change = Change.of(kind, 1);
        if (!Double.isNaN(change.k())) {
            throw new UserError("\"" + text + "\" says no strength; write " + text + ":1, for instance.");
        }
        return change;
    }

    private static double strength(String text, String strength) {
        try {
            return Double.parseDouble(strength);
        } catch (NumberFormatException e) {
            throw new UserError(
                    "\"" + text + "\": " + strength + " is no strength; give a number, such as 2 or -0.5.", e);
        }
    }

    /** @throws UserError if one of the features is not there */
    public static Recipe recipe(List<SteerOption> options, Positions positions, SteeringSaes saes) {
        return new Recipe(options.stream()
                .map(option -> new Intervention(saes.feature(option.feature), option.change, positions, ""))
                .toList());
    }
}
