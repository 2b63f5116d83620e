package dev.steergraph.analytics.validate;

import dev.steergraph.analytics.validate.ValidationReport.OfCategory;
import dev.steergraph.analytics.validate.ValidationReport.OfCommunity;
import dev.steergraph.analytics.validate.ValidationReport.OfFeature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** From features, texts and categories to the figures of the report. */
final class Semantics {

    private static final int FEATURES = 20;
    private static final int OF_ONE_CATEGORY = 2;
    /** Permutations of the whole test, which costs far more than an agreement. */
    private static final int MAX_TESTS = 10;

    private final TextCategories categories;
    private final List<FeatureTexts> features;
    private final ValidationParameters parameters;

    Semantics(TextCategories categories, List<FeatureTexts> features, ValidationParameters parameters) {
        this.categories = categories;
        this.features = features.stream().filter(f -> f.texts().length > 0).toList();
        this.parameters = parameters;
    }

    /** A community as the graph names it. */
    record Named(String label, int size) {}

    ValidationReport.Semantics report(Map<Integer, Named> names) {
        List<OfFeature> best = best();
        List<OfFeature> enriched =
                best.stream().filter(f -> f.enrichment().significant()).toList();
        List<OfCommunity> communities = communities(names);
        return new ValidationReport.Semantics(
                categories.all(),
                features.size(),
                enriched.size(),
                enrichedPermuted(),
                communities.size(),
                (int) communities.stream()
                        .filter(c -> c.categories().get(0).significant())
                        .count(),
                CategoryAgreement.of(features, categories, parameters.permutations(), parameters.seed()),
                categories(enriched),
                communities,
                mostTelling(enriched));
    }

    /** The first ones, few of each category, so that one category does not fill the list. */
    private static List<OfFeature> mostTelling(List<OfFeature> enriched) {
        Map<String, Integer> shown = new HashMap<>();
        return enriched.stream()
                .filter(f -> shown.merge(f.enrichment().category(), 1, Integer::sum) <= OF_ONE_CATEGORY)
                .limit(FEATURES)
                .toList();
    }

    /** Every feature with its category of the smallest p; smallest p first. */
    private List<OfFeature> best() {
        List<List<Enrichment>> tested = new Enrichments(categories).of(texts());
        return IntStream.range(0, features.size())
                .mapToObj(f -> new OfFeature(
                        features.get(f).place(),
                        features.get(f).label(),
                        tested.get(f).get(0)))
                .sorted(Comparator.comparingDouble(
                        (OfFeature f) -> f.enrichment().p()))
                .toList();
    }

    private double enrichedPermuted() {
        Random random = new Random(parameters.seed());
        int times = Math.min(MAX_TESTS, parameters.permutations());
        double enriched = 0;
        for (int i = 0; i < times; i++) {
            enriched += new Enrichments(categories.permuted(random))
                    .of(texts()).stream()
                            .filter(found -> found.get(0).significant())
                            .count();
        }
        return enriched / times;
    }

    private List<int[]> texts() {
        return features.stream().map(FeatureTexts::texts).toList();
    }

    private List<OfCategory> categories(List<OfFeature> enriched) {
        List<OfCategory> of = new ArrayList<>();
        for (int c = 0; c < categories.names().size(); c++) {
            String name = categories.names().get(c);
            List<OfFeature> own = enriched.stream()
                    .filter(f -> f.enrichment().category().equals(name))
                    .toList();
            int texts = categories.texts()[c];
            of.add(new OfCategory(
                    name, texts, (double) texts / categories.all(), own.size(), own.isEmpty() ? null : own.get(0)));
        }
        of.sort(Comparator.comparingInt((OfCategory c) -> -c.features()).thenComparing(OfCategory::category));
        return of;
    }

    private List<OfCommunity> communities(Map<Integer, Named> names) {
        SortedMap<Integer, List<FeatureTexts>> members = new TreeMap<>();
        features.stream()
                .filter(f -> f.community() != null && names.containsKey(f.community()))
                .forEach(f -> members.computeIfAbsent(f.community(), any -> new ArrayList<>())
                        .add(f));
        List<int[]> texts = members.values().stream()
                .map(own -> own.stream()
                        .flatMapToInt(f -> IntStream.of(f.texts()))
                        .distinct()
                        .toArray())
                .toList();
        List<List<Enrichment>> tested = new Enrichments(categories).of(texts);
        List<OfCommunity> communities = new ArrayList<>();
        for (int number : members.keySet()) {
            int at = communities.size();
            Named named = Objects.requireNonNull(names.get(number));
            List<Enrichment> found = tested.get(at);
            List<Enrichment> significant =
                    found.stream().filter(Enrichment::significant).toList();
            communities.add(new OfCommunity(
                    number,
                    named.label(),
                    named.size(),
                    texts.get(at).length,
                    significant.isEmpty() ? found.subList(0, 1) : significant));
        }
        return communities;
    }
}
