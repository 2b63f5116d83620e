package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about a run in the graph whose layer 3 has two sets at one site and one at another. */
@WithSmallRun
class SeveralSetsTest {

    /** Older than the small run, which stays the newest. Features of one index correlate, across sets and layers. */
    private static final List<String> GRAPH = List.of(
            "MERGE (m:Model {id: 'sets-model'}) CREATE (r:Run {id: 'sets', model: 'sets-model', rows: 1000, threshold: 0.1,"
                    + " documents: 50, minDocuments: 3, createdAt: datetime('2001-01-01T00:00:00Z')})-[:OF_MODEL]->(m)",
            """
            MATCH (r:Run {id: 'sets'})
            UNWIND [[3, 'mlp_out', 56, 'mlp-4'], [3, 'resid_post', 58, 'res-16'], [3, 'resid_post', 58, 'res-4'],
                    [5, 'resid_post', 90, 'res-4']] AS set
            UNWIND range(0, 3) AS i
            CREATE (f:Feature {key: 'sets/sets-model@' + set[0] + '-' + set[3] + ':' + i, run: 'sets', model: 'sets-model',
                layer: set[0], site: set[1], depth: set[2], sae: set[3], index: i, hook: 'blocks.' + set[0] + '.hook_' + set[1],
                label: 'word' + i, density: 0.01, mean: 0.1, sd: 0.2, max: 2.0, rowsActive: 10})-[:IN_RUN]->(r)
            CREATE (c:Context {id: 'sets/' + set[2] + set[3] + i, run: 'sets', text: 'word', tokens: ['word'], document: i,
                category: 'noun.' + i})
            CREATE (f)-[:FIRES_ON {rank: 1, value: 2.0, token: 0, activations: [2.0]}]->(c)""",
            """
            MATCH (a:Feature {run: 'sets'}), (b:Feature {run: 'sets'})
            WHERE a.index = b.index AND (a.depth < b.depth OR a.depth = b.depth AND a.sae < b.sae)
            CREATE (a)-[:CORRELATES {r: 0.8, strength: 0.8, sign: 1, cost: -log(0.8), mi: 0.1, nmi: 0.1, n11: 9, documents: 5,
                span: b.layer - a.layer}]->(b)""");

    @TempDir
    private Path folder;

    @BeforeEach
    void load(SmallRun small) throws IOException {
        GRAPH.forEach(statement -> execute(small, statement));
    }

    @AfterEach
    void unload(SmallRun small) throws IOException {
        execute(small, "MATCH (n) WHERE n.run = 'sets' OR n.id IN ['sets', 'sets-model'] DETACH DELETE n");
    }

    private static void execute(SmallRun small, String statement) {
        try {
            small.graph().driver().executableQuery(statement).execute();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paths --from 3:1 --to 5:1|--from",
                "paths --from 5:1 --to 3:1|--to",
                "paths --from 3/mlp-4:1 --to 5:1 --exclude 3:1|--exclude",
                "similar --to 3:1|--to",
                "export --format json --out OUT --around 3:1|--around",
                "export --format json --out OUT --features 5:1,3:1|--features",
                "export --format json --out OUT --from 3:1 --to 5:1|--from"
            })
    void anAddressWithoutItsSetIsRefusedWithTheChoices(String line, SmallRun small) {
        String[] parts = line.split("\\|");
        mistake(
                small,
                "3:1 could be a feature of several sets; give 3/mlp-4:1 or 3/res-16:1 or 3/res-4:1. (" + parts[1] + ")",
                parts[0]);
        mistake(
                small,
                "There is no feature 3/res-64:1; give 3/mlp-4:1 or 3/res-16:1 or 3/res-4:1. (" + parts[1] + ")",
                parts[0].replace("3:1", "3/res-64:1"));
    }

    @Test
    void aFeatureThatASetDoesNotHaveIsAMistake(SmallRun small) {
        mistake(small, "Run sets has no such feature as 3/res-16:4", "paths --from 3/res-16:4 --to 5:1");
        mistake(small, "There is no feature 4:1, as the run has layers 3, 5", "paths --from 4:1 --to 5:1");
    }

    @Test
    void pathsLeadFromSiteToSiteAndAreCalledByTheirSets(SmallRun small) throws IOException {
        CommandRunner.Outcome found =
                small.commands().run("paths", "--run", "sets", "--from", "3/mlp-4:1", "--to", "5:1", "-k", "1");
        assertThat(found.out()).contains("3/mlp-4:1 —(+0.80)→ 5:1");
        JsonNode none = small.commands().json("paths", "--run", "sets", "--from", "3/res-4:1", "--to", "3/mlp-4:1");
        assertThat(none.get("paths")).isEmpty();
        JsonNode sideways =
                small.commands().json("paths", "--run", "sets", "--from", "3/res-4:1", "--to", "3/res-16:1");
        assertThat(sideways.get("paths")).hasSize(1);
        assertThat(small.commands()
                        .run("similar", "--run", "sets", "--to", "5:1", "-k", "3")
                        .out())
                .contains("  3/mlp-4:1  ", "  3/res-16:1  ", "  3/res-4:1  ");
    }

    @Test
    void communitiesAndTheirMembersAreToldApartBySet(SmallRun small) throws IOException {
        Path csv = folder.resolve("assignments.csv");
        CommandRunner.Outcome found =
                small.commands().run("communities", "--run", "sets", "--assignments", csv.toString());
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.out()).contains("(per set {3/mlp-4=1, 3/res-16=1, 3/res-4=1, 5/res-4=1})");
        assertThat(Files.readAllLines(csv))
                .hasSize(1 + 16)
                .anyMatch(line -> line.startsWith("3/res-16:2,"))
                .anyMatch(line -> line.startsWith("5:2,"));
        assertThat(small.commands()
                        .json("compare", csv.toString(), "sets")
                        .at("/agreement/ari")
                        .asDouble(1))
                .isEqualTo(1);
        JsonNode validated = small.commands()
                .json("validate", "--run", "sets", "--out", folder.resolve("v").toString());
        assertThat(validated.at("/report/pairs").findValuesAsText("place"))
                .contains("3/mlp-4:1", "3/res-16:1", "5:1")
                .doesNotContain("3:1");
        // The pairs of the two sets at one site are of one place.
        assertThat(validated.at("/report/pairs")).hasSize(20);
        validated.at("/report/pairs").forEach(pair -> assertThat(
                        pair.at("/lower/place").asText()
                                + pair.at("/higher/place").asText())
                .doesNotMatch("3/res-.*3/res-.*"));
    }

    @Test
    void exportsSayTheSite(SmallRun small) throws IOException {
        Path file = folder.resolve("around.json");
        small.commands()
                .json("export", "--run", "sets", "--format", "json", "--out", file.toString(), "--around", "3/mlp-4:0");
        String text = Files.readString(file);
        assertThat(text).contains("\"sae\" : \"res-16\"", "\"site\" : \"mlp_out\"", "\"site\" : \"resid_post\"");
    }

    private void mistake(SmallRun small, String part, String line) {
        String out = folder.resolve("out").toString();
        small.commands()
                .mistake(part, (line + " --run sets").replace("OUT", out).split(" "));
    }
}
