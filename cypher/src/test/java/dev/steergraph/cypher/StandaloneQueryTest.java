package dev.steergraph.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StandaloneQueryTest {

    @Test
    void valuesStandWhereParametersWere() {
        String text = """
                // Hubs: which features?
                // Columns: f
                :param run => 'demo'
                :param key => null
                :param limit => 25

                MATCH (f:Feature {run: $run})
                WHERE $key IS NULL OR f.key = $key
                RETURN f
                LIMIT $limit;
                """;
        assertThat(StandaloneQuery.of(CypherFile.parse("queries/hubs.cypher", text), "mine"))
                .isEqualTo("""
                        // Hubs: which features?
                        // Columns: f
                        // Values, to be changed in the text: run 'mine', key null, limit 25

                        MATCH (f:Feature {run: 'mine'})
                        WHERE null /* key */ IS NULL OR f.key = null /* key */
                        RETURN f
                        LIMIT 25;
                        """);
    }

    @Test
    void onlyParametersAreReplaced() {
        String text = """
                // One
                :param run => 'demo'
                :param a => 1
                MATCH (n:$('L' + $a) {`$a`: "$a", b: '\\'$a', c: $a}) // $a
                /* $a
                   $b */ WHERE n.ab = $a RETURN n LIMIT $a;
                """;
        assertThat(StandaloneQuery.of(CypherFile.parse("queries/one.cypher", text), "demo"))
                .endsWith("""
                        MATCH (n:$('L' + 1) {`$a`: "$a", b: '\\'$a', c: 1}) // $a
                        /* $a
                           $b */ WHERE n.ab = 1 RETURN n LIMIT 1;
                        """);
    }

    @Test
    void aRunIsAText() {
        CypherFile file = CypherFile.parse("queries/x.cypher", "// X\n:param run => 'demo'\nRETURN $run AS run;\n");
        assertThat(StandaloneQuery.of(file, "it's \\ $1")).endsWith("RETURN 'it\\'s \\\\ $1' AS run;\n");
    }

    @Test
    void aParameterThatIsNotDeclaredIsAMistakeInTheFile() {
        CypherFile file = CypherFile.parse("queries/x.cypher", "// X\nRETURN $run AS run;\n");
        assertThatThrownBy(() -> StandaloneQuery.of(file, "demo"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("queries/x.cypher does not say what $run is");
    }

    @Test
    void aFileKnowsWhatItDeclares() {
        CypherFile hubs = CypherFile.load("queries/hubs.cypher");
        assertThat(hubs.title()).isEqualTo(hubs.comments().get(0)).startsWith("Hubs: ");
        assertThat(hubs.parameters())
                .containsExactly(new CypherParameter("run", "'demo'"), new CypherParameter("limit", "25"));
    }
}
