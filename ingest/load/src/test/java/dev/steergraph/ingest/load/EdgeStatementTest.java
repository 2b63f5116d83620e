package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.table.EdgeColumn;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements take an edge as a list: its places must be those that the writer fills. */
class EdgeStatementTest {

    private static final Pattern PLACED = Pattern.compile("(\\w+): e\\[(\\d+)\\]");

    @Test
    void everyColumnIsTakenFromItsPlace() {
        List<String> places = new ArrayList<>();
        EdgeColumn.MEASURES.forEach(column -> places.add(column.property()));
        places.add("span");
        assertThat(places("load/edges.cypher")).isEqualTo(places);
        EdgeColumn.DETAILS.forEach(column -> places.add(column.property()));
        assertThat(places("load/edges-details.cypher")).isEqualTo(places);
    }

    /** Names of properties by their places, from 1 on. */
    private static List<String> places(String file) {
        List<String> names = new ArrayList<>();
        Matcher property = PLACED.matcher(CypherFile.load(file).statement());
        while (property.find()) {
            assertThat(Integer.parseInt(property.group(2))).isEqualTo(names.size() + 1);
            names.add(property.group(1));
        }
        return names;
    }
}
