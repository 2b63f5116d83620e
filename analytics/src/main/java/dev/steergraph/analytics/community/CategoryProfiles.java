package dev.steergraph.analytics.community;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/** Which categories of contexts are characteristic of which community. */
final class CategoryProfiles {

    private static final int MAX_CATEGORIES = 3;

    private final Map<Integer, Map<String, Long>> ofCommunity = new HashMap<>();
    private final Map<String, Long> all = new HashMap<>();

    /** @param rows {@code community} (null for none), {@code category}, {@code contexts} */
    CategoryProfiles(List<Record> rows) {
        for (Record row : rows) {
            String category = row.get("category").asString();
            long contexts = row.get("contexts").asLong();
            all.merge(category, contexts, Long::sum);
            if (!row.get("community").isNull()) {
                ofCommunity
                        .computeIfAbsent(row.get("community").asInt(), c -> new HashMap<>())
                        .merge(category, contexts, Long::sum);
            }
        }
    }

    List<CategoryShare> of(int community) {
        Map<String, Long> own = ofCommunity.getOrDefault(community, Map.of());
        return Characteristic.of(own, sum(own), all, sum(all), MAX_CATEGORIES).stream()
                .map(s -> new CategoryShare(s.thing(), s.share(), s.base()))
                .toList();
    }

    private static double sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
