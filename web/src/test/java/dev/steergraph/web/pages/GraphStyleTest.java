package dev.steergraph.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphStyleTest {

    @Test
    void layersGoFromBlueToRed() {
        assertThat(GraphStyle.of(List.of(3, 7, 40)))
                .contains("node.L3 {\n  color: #2950AD;", "node.L7 {\n  color: #29AD39;", "node.L40 {\n  color: #AD2929;")
                .contains("relationship.CORRELATES {\n", "caption: \"{r}\";")
                .doesNotContain("node.L0", "/*");
        assertThat(GraphStyle.of(List.of(5))).contains("node.L5 {\n  color: #2950AD;");
        assertThat(GraphStyle.of(List.of())).doesNotContain("node.L0").contains("node.Feature {");
    }
}
