package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphStyleTest {

    /** Browser takes what it cannot read for a part of the next selector. */
    @Test
    void itIsRulesAndNothingElse() {
        assertThat(GraphStyle.of(List.of(0, 1)))
                .matches("((node|relationship)([.][A-Za-z0-9_]+)? [{]\n(  [a-z-]+: [^;\n]+;\n)+[}]\n)+");
    }

    @Test
    void layersGoFromBlueToRed() {
        assertThat(GraphStyle.of(List.of(3, 7, 40)))
                .contains(
                        "node.L3 {\n  color: #2A4FAD;", "node.L7 {\n  color: #3CAD2A;", "node.L40 {\n  color: #AD2A2A;")
                .contains("relationship.CORRELATES {\n", "caption: \"{r}\";")
                .doesNotContain("node.L0", "/*");
        assertThat(GraphStyle.of(List.of(5))).contains("node.L5 {\n  color: #2A4FAD;");
        assertThat(GraphStyle.of(List.of())).doesNotContain("node.L0").contains("node.Feature {");
    }
}
