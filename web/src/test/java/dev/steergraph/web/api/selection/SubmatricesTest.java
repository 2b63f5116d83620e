package dev.steergraph.web.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is between features is what the graph has between them, and those that correlate stand beside each other. */
@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmatricesTest {

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @Test
    void featuresOfOneThemeStandTogether() {
        JsonNode all = ask("1:10", "1:210", "3:30", "3:230", "5:50", "5:250");
        List<Integer> themes = StreamSupport.stream(all.get("features").spliterator(), false)
                .map(feature -> feature.get("community").asInt())
                .toList();
        assertThat(themes).isIn(List.of(0, 0, 0, 2, 2, 2), List.of(2, 2, 2, 0, 0, 0));
        assertThat(all.get("missing")).isEmpty();
        // Three within each theme; between the two nothing passes the threshold.
        assertThat(all.get("pairs")).hasSize(6).allSatisfy(pair -> {
            int a = pair.get("a").asInt();
            int b = pair.get("b").asInt();
            assertThat(a).isLessThan(b);
            assertThat(themes.get(a)).isEqualTo(themes.get(b));
        });
    }

    @Test
    void aPairHasItsNumbers() {
        JsonNode all = ask("5:750", "3:730");
        JsonNode pair = all.at("/pairs/0");
        assertThat(pair.get("r").asDouble()).isCloseTo(0.64, within(1e-9));
        long both = pair.get("coactivations").asLong();
        long either = all.at("/features/0/rowsActive").asLong()
                + all.at("/features/1/rowsActive").asLong()
                - both;
        assertThat(both).isEqualTo(76);
        assertThat(either).isBetween(335L, 340L);
        assertThat(pair.get("jaccard").asDouble()).isCloseTo((double) both / either, within(1e-12));
        assertThat(pair.get("decoderCosine").isNull()).isTrue();
    }

    @Test
    void effectsGoFromTheSteeredFeatureToTheMovedOne() {
        JsonNode all = ask("1:210", "3:230", "5:250");
        assertThat(all.get("effects")).hasSize(2).allSatisfy(effect -> {
            assertThat(index(all, effect.get("source").asInt())).isEqualTo(210);
            int target = index(all, effect.get("target").asInt());
            assertThat(effect.get("effect").asDouble()).isEqualTo(target == 230 ? 1.5 : -0.25);
        });
    }

    @Test
    void whatIsNotThereIsSaid() {
        JsonNode all = ask("3:30", "3:31000");
        assertThat(all.get("features")).hasSize(1);
        assertThat(all.at("/missing/0").asText()).isEqualTo("sample/tiny-bert@3-res-batchtopk-1024:31000");
        assertThat(ask("3:31000").get("features")).isEmpty();
        assertThat(api.post("/api/submatrix", "{\"keys\": []}").statusCode()).isEqualTo(400);
    }

    private static int index(JsonNode all, int place) {
        return all.get("features").get(place).get("index").asInt();
    }

    private JsonNode ask(String... features) {
        String keys = Stream.of(features)
                .map(at -> "\"sample/tiny-bert@" + at.replace(":", "-res-batchtopk-1024:") + "\"")
                .collect(Collectors.joining(", "));
        return ExplorerClient.parse(
                api.post("/api/submatrix", "{\"keys\": [" + keys + "]}").body());
    }
}
