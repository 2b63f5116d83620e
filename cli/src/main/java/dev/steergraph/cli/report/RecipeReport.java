package dev.steergraph.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.analytics.exchange.recipe.Steered;
import dev.steergraph.analytics.exchange.recipe.SteeringRecipe;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphFeature;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an exported recipe steers, and which of its files cannot say it.
 *
 * @param leftOutOfLmEval features that {@code lm-eval.csv} does not name, none of them or all; {@code lm-eval.pt} has all
 * @param leftOutOfControlVector features that {@code control-vector.gguf} does not have
 * @param leftOutOfNeuronpedia features that Neuronpedia does not have; {@code neuronpedia-steer.json} is written if there are none
 */
public record RecipeReport(
        List<String> files,
        int features,
        List<Feature> steered,
        int leftOutOfLmEval,
        long leftOutOfControlVector,
        long leftOutOfNeuronpedia) {

    /**
     * @param bandLow weakest usable strength, in multiples of its largest activation; null if it is not known
     * @param bandHigh strongest one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Feature(
            String key,
            String label,
            @Nullable Double bandLow,
            @Nullable Double bandHigh) {

        static Feature of(SubgraphFeature feature) {
            return new Feature(
                    feature.key(),
                    Objects.requireNonNullElse(feature.label(), ""),
                    feature.bandLow(),
                    feature.bandHigh());
        }
    }

    public static RecipeReport of(Subgraph steered, SteeringRecipe recipe, List<Path> files) {
        int features = steered.features().size();
        return new RecipeReport(
                files.stream().map(Path::toString).toList(),
                features,
                steered.features().stream().map(Feature::of).toList(),
                recipe.isInCsv() ? 0 : features,
                recipe.leftOutOfControlVector(),
                recipe.leftOutOfNeuronpedia());
    }

    /** For the terminal. */
    public String text(Path folder) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "Wrote a recipe to %s; it steers%n", folder));
        for (Feature feature : steered) {
            text.append(String.format(Locale.ROOT, "  %s  %s%s%n", feature.key(), feature.label(), band(feature)));
        }
        if (features > Steered.MANY) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d features at once seldom leave a text that makes sense; name fewer with --steer.%n",
                    features));
        }
        if (leftOutOfLmEval > 0) {
            text.append(String.format(
                    "lm-eval.pt has all of it. lm-eval.csv is not written: it names one feature for a module, of SAEs that"
                            + " SAELens has a name for.%n"));
        }
        if (leftOutOfNeuronpedia > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "neuronpedia-steer.json is not written: Neuronpedia lacks %d of the features.%n",
                    leftOutOfNeuronpedia));
        }
        if (leftOutOfControlVector > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "control-vector.gguf lacks %d, which are not added to the output of a block after the first.%n",
                    leftOutOfControlVector));
        }
        return text.toString().stripTrailing();
    }

    private static String band(Feature feature) {
        return feature.bandLow() == null || feature.bandHigh() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  (usable from %s to %s times its largest activation)",
                        feature.bandLow(),
                        feature.bandHigh());
    }
}
