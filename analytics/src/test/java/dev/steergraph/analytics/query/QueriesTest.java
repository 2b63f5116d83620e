package dev.steergraph.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.analytics.community.CommunityDetection;
import dev.steergraph.analytics.community.CommunityParameters;
import dev.steergraph.analytics.community.Structure;
import dev.steergraph.analytics.fixture.OddFeatures;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.CypherParameter;
import dev.steergraph.cypher.StandaloneQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.EagerResult;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Record;

/** Every query of the product says what it is for and gives rows on a loaded run with the parameters that it names itself. */
@ExtendWith(SharedGraph.class)
class QueriesTest {

    @TestFactory
    Stream<DynamicTest> everyQueryGivesRows(GraphConnection graph) throws Exception {
        PlantedRun demo = new PlantedRun("demo", 4, 12);
        demo.load(graph, 1);
        OddFeatures.load(graph, demo.run());
        OddFeatures.absorb(graph, demo.run());
        OddFeatures.move(graph, demo.run());
        // Loaded features have them; those of this run are of the time before, and a name that is nowhere is warned of.
        for (String property : List.of("site", "depth")) {
            graph.driver()
                    .executableQuery("CALL db.createProperty('" + property + "')")
                    .execute();
        }
        RunId run = new RunId(demo.run());
        CommunityDetection.run(graph.driver(), graph.database(), run, CommunityParameters.DEFAULT);
        Structure.write(graph.driver(), graph.database(), run);
        return texts().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(graph, e.getKey(), e.getValue())));
    }

    private static void check(GraphConnection graph, String name, String text) {
        CypherFile file = CypherFile.parse("queries/" + name, text);
        assertThat(text).startsWith("// ");
        assertThat(file.title()).isNotBlank();
        assertThat(file.statement()).contains("LIMIT");
        Map<String, Object> parameters = defaults(graph, file);
        EagerResult result = graph.driver()
                .executableQuery(file.statement())
                .withParameters(parameters)
                .execute();
        assertThat(result.keys()).isEqualTo(promised(text));
        // A query about a given list of keys has nothing to say about the empty list.
        if (!parameters.keySet().equals(Set.of("keys"))) {
            assertThat(result.records()).as(name).isNotEmpty();
        }
        assertThat(result.summary().notifications())
                .noneMatch(n -> n.severityLevel().equals(Optional.of(NotificationSeverity.WARNING)));
        EagerResult standalone =
                graph.driver().executableQuery(StandaloneQuery.of(file, "demo")).execute();
        assertThat(rows(standalone)).isEqualTo(rows(result));
        assertThat(standalone.summary().notifications())
                .noneMatch(n -> n.severityLevel().equals(Optional.of(NotificationSeverity.WARNING)));
    }

    private static List<Map<String, Object>> rows(EagerResult result) {
        return result.records().stream().map(Record::asMap).toList();
    }

    /** What the comment at the top says after "Columns:", which may go on in the next line. */
    private static List<String> promised(String text) {
        String comments = text.lines()
                .takeWhile(line -> line.startsWith("//"))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining(" "));
        assertThat(comments).contains("Columns: ");
        return List.of(comments.substring(comments.indexOf("Columns: ") + "Columns: ".length())
                .split(", "));
    }

    private static Map<String, Object> defaults(GraphConnection graph, CypherFile file) {
        Map<String, Object> values = new HashMap<>();
        for (CypherParameter parameter : file.parameters()) {
            Object value = graph.driver()
                    .executableQuery("RETURN " + parameter.value() + " AS value")
                    .execute()
                    .records()
                    .get(0)
                    .get("value")
                    .asObject();
            values.put(parameter.name(), value);
        }
        return values;
    }

    /** The queries that people run; the explorer's have parameters that the explorer fills in, and tests of its own. */
    private static Map<String, String> texts() throws Exception {
        URI folder = CypherFile.class.getResource("queries/hubs.cypher").toURI();
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return texts(jar.getPath("/dev/steergraph/cypher/queries"));
            }
        }
        return texts(Path.of(folder).getParent());
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> own = files.filter(f -> !f.getFileName().toString().startsWith("explorer-"))
                    .sorted()
                    .toList();
            for (Path file : own) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
