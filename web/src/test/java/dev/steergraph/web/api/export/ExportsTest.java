package dev.steergraph.web.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsTest {

    private static final String KEY = "sample/tiny-bert@3-res-batchtopk-1024:30";

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @ParameterizedTest
    @CsvSource({
        "json, application/json, json, 3-res-batchtopk-1024:30",
        "graphml, application/graphml+xml, graphml, <graphml",
        "gexf, application/gexf+xml, gexf, <gexf",
        "csv, application/zip, csv.zip, nodes.csv",
        "cx2, application/json, cx2, CXVersion",
        "npz, application/zip, npz.zip, adjacency.npz",
        "circuit-tracer, application/json, circuit.json, nodes"
    })
    void everyFormatIsSentUnderItsName(String format, String type, String ending, String contained) {
        HttpResponse<String> file = export(format, "\"community\":0");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"steergraph-sample." + ending + "\"");
        assertThat(file.body()).contains(contained);
    }

    @Test
    void everySelectionIsSent() {
        assertThat(features("\"features\":[\"" + KEY + "\"]")).isEqualTo(1);
        assertThat(features("\"community\":0")).isEqualTo(7);
        assertThat(features("\"around\":{\"key\":\"" + KEY + "\",\"hops\":1}")).isEqualTo(15);
        assertThat(features("\"paths\":{\"from\":\"1:10\",\"to\":\"5:50\",\"k\":5,\"only\":[0]}"))
                .isEqualTo(3);
    }

    @Test
    void theCountIsWhatWouldBeSent() {
        String selection = "{\"format\":\"json\",\"community\":0}";
        JsonNode counted = ExplorerClient.parse(
                api.post("/api/export/count?model=tiny-bert", selection).body());
        JsonNode sent = ExplorerClient.parse(export("json", "\"community\":0").body());
        assertThat(counted.get("features").asInt())
                .isEqualTo(sent.get("features").size());
        assertThat(counted.get("correlations").asInt())
                .isEqualTo(21)
                .isEqualTo(sent.get("edges").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"run\":\"sample\"",
                "\"community\":0,\"features\":[]",
                "\"features\":[]",
                "\"community\":99",
                "\"around\":{\"key\":\"x\",\"hops\":3}"
            })
    void anInvalidSelectionIsRefused(String selection) {
        assertThat(export("json", selection).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThat(export("../x", "\"community\":0").statusCode()).isEqualTo(400);
    }

    @Test
    void aRecipeNeedsTheFilesOfTheRun() {
        HttpResponse<String> refused = export("recipe", "\"community\":0");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("serve --run DIR");
        assertThat(api.json("/api/runs").at("/items/0/recipes").asBoolean(true)).isFalse();
        assertThat(export("recipe", "\"community\":0,\"coefficient\":1e9").statusCode())
                .isEqualTo(400);
        assertThat(export("recipe", "\"community\":0,\"blocks\":\"a,b\"").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRecipeSteersFewFeaturesUnlessMoreAreAskedFor() {
        assertThat(steered("\"community\":0")).hasSize(3);
        assertThat(steered("\"around\":{\"key\":\"" + KEY + "\",\"hops\":1}")).containsExactly(KEY);
        assertThat(steered("\"paths\":{\"from\":\"1:10\",\"to\":\"5:50\",\"k\":5}"))
                .containsExactly("sample/tiny-bert@1-res-batchtopk-1024:10");
        assertThat(steered("\"features\":[\"" + KEY + "\"]")).containsExactly(KEY);
        assertThat(steered("\"community\":0,\"steered\":[\"" + KEY + "\"]")).containsExactly(KEY);
    }

    @Test
    void featuresToSteerAreListedAlongThePath() {
        JsonNode listed = steerable("\"paths\":{\"from\":\"1:10\",\"to\":\"5:50\",\"k\":1}");
        assertThat(listed.get("items").findValuesAsText("layer"))
                .isSorted()
                .startsWith("1")
                .endsWith("5");
        assertThat(listed.get("total").asInt()).isEqualTo(listed.get("items").size());
        assertThat(listed.at("/items/0/max").asDouble()).isPositive();
    }

    private List<String> steered(String selection) {
        List<String> keys = new ArrayList<>();
        steerable(selection).get("items").forEach(item -> {
            if (item.get("steered").asBoolean()) {
                keys.add(item.get("key").asText());
            }
        });
        return keys;
    }

    private JsonNode steerable(String selection) {
        return ExplorerClient.parse(
                api.post("/api/export/steerable?model=tiny-bert", "{\"format\":\"recipe\"," + selection + "}")
                        .body());
    }

    private int features(String selection) {
        return ExplorerClient.parse(export("json", selection).body())
                .get("features")
                .size();
    }

    private HttpResponse<String> export(String format, String selection) {
        return api.post("/api/export?model=tiny-bert", "{\"format\":\"" + format + "\"," + selection + "}");
    }
}
