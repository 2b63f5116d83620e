package dev.steergraph.analytics.community.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AgreementTest {

    @TestFactory
    Stream<DynamicTest> isThatOfScikitLearn() throws IOException {
        try (InputStream file = AgreementTest.class.getResourceAsStream("agreement.json")) {
            JsonNode cases = new ObjectMapper().readTree(file);
            assertThat(cases).hasSizeGreaterThan(15);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(c -> DynamicTest.dynamicTest(
                            c.get("name").asText() + " of " + c.get("first").size(), () -> check(c)));
        }
    }

    private static void check(JsonNode expected) {
        Agreement actual = Agreement.of(groups(expected.get("first")), groups(expected.get("second")));
        assertThat(actual.ari()).as("ari").isCloseTo(expected.get("ari").asDouble(), within(1e-12));
        assertThat(actual.nmi()).as("nmi").isCloseTo(expected.get("nmi").asDouble(), within(1e-10));
        assertThat(actual.ami()).as("ami").isCloseTo(expected.get("ami").asDouble(), within(1e-10));
    }

    private static int[] groups(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    @Property(tries = 300)
    void namesOfGroupsAndSidesDoNotMatter(
            @ForAll @Size(20) int @IntRange(max = 4) [] first, @ForAll @Size(20) int @IntRange(max = 6) [] second) {
        Agreement agreement = Agreement.of(first, second);
        Agreement turned = Agreement.of(second, first);
        assertThat(turned.ari()).isCloseTo(agreement.ari(), within(1e-12));
        assertThat(turned.ami()).isCloseTo(agreement.ami(), within(1e-9));
        assertThat(Agreement.of(first, first).ari()).isEqualTo(1);
        assertThat(agreement.ari()).isLessThanOrEqualTo(1);
        assertThat(agreement.nmi()).isBetween(0.0, 1 + 1e-12);
    }

    @Test
    void overlapIsTheBestJaccardIndex() {
        int[] first = {1, 1, 1, 1, 0, 0, 2};
        int[] second = {5, 5, 5, 7, 7, 7, 9};
        assertThat(Overlap.best(first, second)).containsExactly(2 / 3.0, 3 / 4.0, 1);
    }

    @Test
    void partitionsOfDifferentThingsAreRefused() {
        assertThatThrownBy(() -> Agreement.of(new int[3], new int[4])).hasMessageContaining("3 and of 4");
    }
}
