package dev.steergraph.analytics.validate;

import dev.steergraph.analytics.community.agreement.Agreement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far communities of features are communities of meaning: adjusted mutual information between a feature's community and the
 * category of most of its texts.
 *
 * @param features in a community, with texts that have a category
 * @param ami adjusted mutual information
 * @param ofPermutedFeatures after dealing these categories out to the features anew: what chance gives
 * @param ofPermutedTexts after dealing the categories out to the texts anew: what sharing texts alone gives, whatever they mean
 */
public record CategoryAgreement(int features, double ami, Null ofPermutedFeatures, Null ofPermutedTexts) {

    /** A null's values over the permutations. */
    public record Null(double mean, double largest) {
        static Null of(double[] values) {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                sum += value;
                largest = Math.max(largest, value);
            }
            return new Null(sum / values.length, largest);
        }
    }

    /** @return null if no feature is in a community and has texts */
    static @Nullable CategoryAgreement of(
            List<FeatureTexts> all, TextCategories categories, int permutations, long seed) {
        List<FeatureTexts> features = all.stream()
                .filter(f -> f.community() != null && f.texts().length > 0)
                .toList();
        if (features.isEmpty()) {
            return null;
        }
        int[] community = features.stream().mapToInt(FeatureTexts::community).toArray();
        int[] category = categoryOf(features, categories);
        Random random = new Random(seed);
        double[] byFeature = new double[permutations];
        double[] byText = new double[permutations];
        List<Integer> order = new ArrayList<>(Arrays.stream(category).boxed().toList());
        for (int i = 0; i < permutations; i++) {
            Collections.shuffle(order, random);
            byFeature[i] = Agreement.of(
                            community,
                            order.stream().mapToInt(Integer::intValue).toArray())
                    .ami();
            byText[i] = Agreement.of(community, categoryOf(features, categories.permuted(random)))
                    .ami();
        }
        return new CategoryAgreement(
                features.size(), Agreement.of(community, category).ami(), Null.of(byFeature), Null.of(byText));
    }

    private static int[] categoryOf(List<FeatureTexts> features, TextCategories categories) {
        return features.stream()
                .mapToInt(f -> categories.mostFrequent(f.texts()))
                .toArray();
    }
}
