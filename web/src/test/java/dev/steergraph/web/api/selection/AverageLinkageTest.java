package dev.steergraph.web.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.ExplorerClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Average linkage as scipy does it; average-linkage.py made what is expected. */
class AverageLinkageTest {

    static List<JsonNode> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(AverageLinkageTest.class.getResourceAsStream("/average-linkage.json"))) {
            JsonNode all = ExplorerClient.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joinsAndOrderAreThoseOfScipy(JsonNode given) {
        AverageLinkage.Tree tree = AverageLinkage.of(matrix(given.get("distances")));
        assertThat(tree.order()).isEqualTo(integers(given.get("order")));
        assertThat(tree.merges()).hasSize(given.get("merges").size());
        for (int i = 0; i < tree.merges().size(); i++) {
            AverageLinkage.Merge merge = tree.merges().get(i);
            JsonNode expected = given.get("merges").get(i);
            assertThat(List.of(merge.left(), merge.right(), merge.size()))
                    .isEqualTo(List.of(
                            expected.get(0).asInt(),
                            expected.get(1).asInt(),
                            expected.get(3).asInt()));
            assertThat(merge.distance()).isCloseTo(expected.get(2).asDouble(), within(1e-8));
        }
    }

    /** By hand: 0 and 3 join at 0.1, 1 and 4 at 0.3; 2 is 0.6 from 1 and 0.8 from 4, hence 0.7 from both; the rest is 1 apart. */
    @Test
    void theMeanOverMembersDecides() {
        AverageLinkage.Tree tree = AverageLinkage.of(new double[][] {
            {0, 1, 1, 0.1, 1},
            {1, 0, 0.6, 1, 0.3},
            {1, 0.6, 0, 1, 0.8},
            {0.1, 1, 1, 0, 1},
            {1, 0.3, 0.8, 1, 0}
        });
        assertThat(tree.order()).containsExactly(0, 3, 2, 1, 4);
        assertThat(tree.merges().get(2)).isEqualTo(new AverageLinkage.Merge(2, 6, 0.7, 3));
        assertThat(tree.merges().get(3)).isEqualTo(new AverageLinkage.Merge(5, 7, 1, 5));
    }

    @Test
    void nothingAndOneAreOrderedToo() {
        assertThat(AverageLinkage.of(new double[0][0]).order()).isEmpty();
        assertThat(AverageLinkage.of(new double[][] {{0}}).order()).containsExactly(0);
    }

    private static double[][] matrix(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static List<Integer> integers(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
