package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.table.EdgeColumn;
import dev.steergraph.core.table.EdgeProperties;
import dev.steergraph.core.table.TableColumn;
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
        assertThat(places("load/edges.cypher")).isEqualTo(properties(0));
        assertThat(places("load/edges-details.cypher")).isEqualTo(properties(EdgeColumn.DETAILS.size()));
    }

    private static List<String> properties(int details) {
        return EdgeProperties.columns(details).stream()
                .map(TableColumn::property)
                .toList();
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
