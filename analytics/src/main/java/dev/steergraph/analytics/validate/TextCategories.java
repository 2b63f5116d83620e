package dev.steergraph.analytics.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.neo4j.driver.Record;

/**
 * The categories of texts.
 *
 * @param names of the categories, ascending
 * @param categoryOf [text] its category, by number
 * @param texts [category] how many texts there are
 */
record TextCategories(List<String> names, int[] categoryOf, int[] texts) {

    /** With numbers for texts: those of their rows. */
    static TextCategories of(List<Record> rows) {
        List<String> names = List.copyOf(new TreeSet<>(
                rows.stream().map(row -> row.get("category").asString()).toList()));
        Map<String, Integer> number = new HashMap<>();
        names.forEach(name -> number.put(name, number.size()));
        int[] categoryOf = rows.stream()
                .mapToInt(row -> number.get(row.get("category").asString()))
                .toArray();
        return of(names, categoryOf);
    }

    private static TextCategories of(List<String> names, int[] categoryOf) {
        int[] texts = new int[names.size()];
        Arrays.stream(categoryOf).forEach(category -> texts[category]++);
        return new TextCategories(names, categoryOf, texts);
    }

    int all() {
        return categoryOf.length;
    }

    /** The same categories, dealt out to the texts anew. */
    TextCategories permuted(Random random) {
        List<Integer> order = new ArrayList<>(Arrays.stream(categoryOf).boxed().toList());
        Collections.shuffle(order, random);
        return of(names, order.stream().mapToInt(Integer::intValue).toArray());
    }

    /** [category] how many of the given texts are of it. */
    int[] count(int[] chosen) {
        int[] count = new int[names.size()];
        Arrays.stream(chosen).forEach(text -> count[categoryOf[text]]++);
        return count;
    }

    /** The category of most of the given texts; of several the one with fewer texts altogether, then the earlier name. */
    int mostFrequent(int[] chosen) {
        int[] count = count(chosen);
        int best = 0;
        for (int c = 1; c < count.length; c++) {
            if (count[c] > count[best] || (count[c] == count[best] && texts[c] < texts[best])) {
                best = c;
            }
        }
        return best;
    }
}
