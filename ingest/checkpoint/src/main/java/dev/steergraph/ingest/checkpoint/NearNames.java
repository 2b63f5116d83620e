package dev.steergraph.ingest.checkpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that someone who mistyped one may have meant, by Levenshtein distance. */
public final class NearNames {

    private NearNames() {}

    /** At most {@code count} of the names, nearest first; equally near ones by alphabet. */
    public static List<String> of(String wanted, Collection<String> names, int count) {
        Map<String, Integer> distances =
                names.stream().collect(Collectors.toMap(name -> name, name -> distance(wanted, name)));
        return names.stream()
                .sorted(Comparator.<String, Integer>comparing(distances::get).thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    /** Insertions, deletions and replacements that turn one into the other. O(|a| |b|). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
