package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.web.graph.Arguments;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person types to find features: words, and operators that leave only some: {@code layer:3}, {@code layer:3-5},
 * {@code site:mlp_out}, {@code set:res-16k}, {@code density:<1%}, {@code density:0.001-0.01}, {@code community:7},
 * {@code category:noun.animal} ({@code category:"two words"}).
 *
 * @param words all the rest
 * @param category the beginning of the category of a text on which the feature fires
 */
record FeatureQuery(
        String words,
        Range layer,
        Optional<String> site,
        Optional<String> set,
        Range density,
        Optional<Integer> community,
        Optional<String> category) {

    private static final Pattern OPERATOR =
            Pattern.compile("(?i)(?<=^|\\s)(layer|site|set|density|community|category):(?:\"([^\"]*)\"|(\\S*))");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /** @throws UserError if an operator is given twice, or something that it does not take */
    static FeatureQuery parse(String text) {
        Map<String, String> given = new HashMap<>();
        Matcher matcher = OPERATOR.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            if (given.put(name, value) != null) {
                throw new UserError(name + ": is given twice; give it once");
            }
        }
        return new FeatureQuery(
                matcher.replaceAll(" ").strip(),
                Range.of("layer", given.get("layer"), "layer:3 or layer:3-5"),
                Optional.ofNullable(given.get("site")).map(FeatureQuery::site),
                Optional.ofNullable(given.get("set")),
                Range.of("density", given.get("density"), "density:<1%, density:>0.001 or density:0.1%-1%"),
                Optional.ofNullable(given.get("community")).map(FeatureQuery::community),
                Optional.ofNullable(given.get("category")));
    }

    private static String site(String text) {
        return Arrays.stream(FeatureSite.values())
                .map(FeatureSite::toString)
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new UserError("site: takes one of "
                        + String.join(
                                ", ",
                                Arrays.stream(FeatureSite.values())
                                        .map(FeatureSite::toString)
                                        .toList())
                        + ", not " + text));
    }

    private static int community(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new UserError("community: takes a community's number, such as community:7, not " + text);
        }
        return Integer.parseInt(text);
    }

    /** Whether only operators were typed. */
    boolean hasNoWords() {
        return words.isEmpty();
    }

    /** These arguments and what the operators say; site and set only where they are given, because a place may be as well. */
    Arguments in(Arguments arguments) {
        Arguments more = arguments
                .with("layerFrom", layer.from())
                .with("layerTo", layer.to())
                .with("densityFrom", density.from())
                .with("densityTo", density.to())
                .with("community", community)
                .with("category", category);
        if (site.isPresent()) {
            more = more.with("site", site);
        }
        return set.isPresent() ? more.with("set", set) : more;
    }
}
