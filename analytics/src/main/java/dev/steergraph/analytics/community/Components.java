package dev.steergraph.analytics.community;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.Record;

/** Components, numbered: the largest is 0; of equal ones that of the earlier first feature comes first. */
final class Components {

    private final Map<Long, Integer> size = new LinkedHashMap<>();
    private final Map<Long, Integer> number = new HashMap<>();

    /** @param features rows with GDS's {@code component}, in an order that only the data decides */
    Components(List<Record> features) {
        features.forEach(row -> size.merge(row.get("component").asLong(), 1, Integer::sum));
        List<Long> largestFirst = new ArrayList<>(size.keySet());
        largestFirst.sort(Comparator.comparingInt((Long component) -> -Objects.requireNonNull(size.get(component))));
        largestFirst.forEach(component -> number.put(component, number.size()));
    }

    int number(long component) {
        return Objects.requireNonNull(number.get(component));
    }

    int count() {
        return size.size();
    }

    int largest() {
        return size.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
