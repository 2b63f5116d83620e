package dev.steergraph.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.FixtureSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interface answers about a run with two sites in one layer, and two sets at one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetsApiTest {

    private static final String RUN = "?model=two-sets";

    private FixtureSets fixture;
    private ExplorerClient api;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        fixture = FixtureSets.start(folder);
        api = new ExplorerClient(fixture.explorer());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void aRunsSetsAreListedInTheOrderOfDepth() {
        JsonNode sets = api.json("/api/runs").at("/items/0/sets");
        assertThat(sets.valueStream()
                        .map(s -> s.get("layer") + " " + s.get("site").asText() + " "
                                + s.get("sae").asText()))
                .containsExactly(
                        "3 mlp_out mlp-32", "3 resid_post res-128", "3 resid_post res-32", "5 resid_post res-32");
        assertThat(sets.valueStream().map(s -> s.get("depth").asInt())).containsExactly(56, 58, 58, 90);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3:2 | 3",
                "3/res-32:2 | 1",
                "3-res-32/2 | 1",
                "3-res-32:2 | 1",
                "two-sets@3-res-128:2 | 1",
                "3:12 | 1",
                "3/res-64:2 | 0",
                "5:2 | 1"
            })
    void anAddressWithoutItsSetMeansEverySet(String q, int total) {
        assertThat(found(q).get("total").asInt()).isEqualTo(total);
    }

    @Test
    void aPathsEndsMustSayTheSetWhereThereAreSeveral() {
        JsonNode problem = api.problem(400, "/api/paths" + RUN + "&from=3:2&to=5:2");
        assertThat(problem.get("detail").asText())
                .contains("3:2 could be a feature of several sets; write 3/mlp-32:2 or 3/res-128:2 or 3/res-32:2");
        JsonNode paths = api.json("/api/paths" + RUN + "&from=3/mlp-32:2&to=5:2&k=1");
        assertThat(paths.at("/items/0/hops")).hasSize(1);
        assertThat(paths.get("features").valueStream().map(f -> f.get("site").asText()))
                .containsExactlyInAnyOrder("mlp_out", "resid_post");
    }

    /** Between two sets of one site a path leads either way; from the residual stream it never leads back to the MLP. */
    @Test
    void pathsNeverGoBackASite() {
        assertThat(api.json("/api/paths" + RUN + "&from=3/res-32:2&to=3/res-128:2")
                        .get("total")
                        .asInt())
                .isPositive();
        assertThat(api.json("/api/paths" + RUN + "&from=3/res-128:2&to=3/res-32:2")
                        .get("total")
                        .asInt())
                .isPositive();
        assertThat(api.json("/api/paths" + RUN + "&from=3/mlp-32:2&to=3/res-32:2")
                        .get("total")
                        .asInt())
                .isPositive();
        assertThat(api.json("/api/paths" + RUN + "&from=3/res-32:2&to=3/mlp-32:2")
                        .get("total")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 40",
        "&layer=3, 32",
        "&layer=3&set=res-32, 8",
        "&set=res-32, 16",
        "&site=resid_post, 32",
        "&site=mlp_out, 8",
        "&layer=5&site=mlp_out, 0",
        "&texts=false&q=river, 6",
        "&texts=false&q=river&set=res-128, 3",
        "&texts=false&q=river&site=mlp_out, 1",
        "&q=iver%2C&layer=3&set=res-128, 2"
    })
    void featuresAreThoseOfTheirPlace(String place, int total) {
        assertThat(api.json("/api/features" + RUN + "&limit=200" + place)
                        .get("total")
                        .asInt())
                .isEqualTo(total);
    }

    @Test
    void aCommunityCountsItsFeaturesBySetAndListsThem() {
        JsonNode community = api.json("/api/communities/1" + RUN + "&layer=3&set=res-128");
        assertThat(community.at("/community/sets").valueStream().map(s -> s.get("features")
                        .asInt()))
                .containsExactly(2, 4, 2, 2);
        assertThat(community.at("/community/layers").valueStream().map(s -> s.get("features")
                        .asInt()))
                .containsExactly(8, 2);
        assertThat(community.get("total").asInt()).isEqualTo(4);
        assertThat(api.json("/api/communities/1" + RUN + "&site=mlp_out")
                        .get("total")
                        .asInt())
                .isEqualTo(2);
    }

    /** Of each of four themes a set of 8 has two features, that of 16 four. */
    @Test
    void pairsAreThoseBetweenTwoPlaces() {
        assertThat(pairs("&la=3&setA=res-32&lb=3&setB=res-32")).isEqualTo(4);
        assertThat(pairs("&la=3&setA=mlp-32&lb=3&setB=res-32")).isEqualTo(16);
        assertThat(pairs("&la=3&setA=res-32&lb=3&setB=mlp-32")).isEqualTo(16);
        assertThat(pairs("&la=3&siteA=mlp_out&lb=3&siteB=resid_post")).isEqualTo(16 + 32);
        assertThat(pairs("&la=3&setA=res-128&lb=3&setB=res-32")).isEqualTo(32);
        assertThat(pairs("&la=5&lb=3&sign=positive")).isEqualTo(16 + 32 + 16);
        // Without a place: those of different depth, so not between the two sets of the residual stream.
        assertThat(pairs("&sign=positive")).isEqualTo(16 + 32 + 16 + 32 + 16);
        JsonNode first = api.json("/api/pairs" + RUN + "&la=3&setA=res-32&lb=3&setB=mlp-32")
                .at("/items/0");
        assertThat(first.at("/source/site").asText())
                .as("the lower one comes first")
                .isEqualTo("mlp_out");
        assertThat(api.json("/api/reviews/queue" + RUN + "&sign=positive")
                        .get("total")
                        .asInt())
                .isEqualTo(112);
    }

    @Test
    void aHeatmapIsOfLayersOrSets() {
        assertThat(cells("&la=3&setA=mlp-32&lb=3&setB=res-128")).containsExactly(8, 8, 8, 8);
        assertThat(cells("&la=3&setA=res-128&lb=3&setB=res-128")).containsExactly(6, 6, 6, 6);
        assertThat(cells("&la=3&setA=res-32&lb=3")).containsExactly(13, 13, 13, 13);
        JsonNode within = api.json("/api/stats/heatmap" + RUN + "&la=3&lb=3");
        // Eight features of a theme in the layer: 28 pairs.
        assertThat(within.get("cells").valueStream().map(c -> c.get("pairs").asInt()))
                .containsExactly(28, 28, 28, 28);
        JsonNode pairs = api.json("/api/pairs" + RUN + "&la=3&setA=res-128&lb=3&setB=mlp-32&a=1&b=1");
        assertThat(pairs.get("total").asInt()).isEqualTo(8);
        assertThat(api.get("/api/stats/heatmap" + RUN + "&la=3&setA=mlp-32&lb=5&format=csv", "*/*")
                        .headers()
                        .firstValue("Content-Disposition")
                        .orElseThrow())
                .contains("steergraph-sets-layers-3-mlp-32-5-r.csv");
    }

    @Test
    void aHistogramIsOfTheRunOrOfAPlace() {
        assertThat(histogram("density", "")).isEqualTo(40);
        assertThat(histogram("density", "&layer=3&set=res-128")).isEqualTo(16);
        assertThat(histogram("density", "&site=mlp_out")).isEqualTo(8);
        int all = histogram("r", "");
        int mlp = histogram("r", "&set=mlp-32");
        int others = histogram("r", "&set=res-32");
        assertThat(mlp).isPositive().isLessThan(all);
        assertThat(others).isLessThan(all);
    }

    @Test
    void theMapKnowsSites() {
        JsonNode map = api.json("/api/map" + RUN);
        assertThat(map.get("sets").valueStream().map(s -> s.get("site").asText()))
                .containsExactly("mlp_out", "resid_post", "resid_post", "resid_post");
        assertThat(map.get("index")).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/features" + RUN + "&site=attic",
                "/api/pairs" + RUN + "&siteA=resid-post",
                "/api/stats/histogram" + RUN + "&site=x"
            })
    void anUnknownSiteIsAMistakeThatNamesThem(String path) {
        assertThat(api.problem(400, path).get("detail").asText())
                .contains("must be one of embed, resid_pre,", "resid_post, not");
    }

    /** The same index in three sets of a layer. */
    @ParameterizedTest
    @ValueSource(strings = {"graphml", "gexf", "cx2", "json", "circuit-tracer"})
    void everyExportTellsFeaturesOfSeveralSetsApart(String format) {
        String keys = List.of("3-mlp-32:2", "3-res-128:2", "3-res-32:2").stream()
                .map(name -> "\"sets/two-sets@" + name + "\"")
                .collect(Collectors.joining(","));
        String file = api.post("/api/export" + RUN, "{\"format\":\"" + format + "\",\"features\":[" + keys + "]}")
                .body();
        if (format.equals("circuit-tracer")) {
            JsonNode circuit = ExplorerClient.parse(file);
            assertThat(circuit.get("nodes").valueStream().map(n -> n.get("node_id")
                            .asText()))
                    .containsExactly("3_2_0", "3_2_1", "3_2_2");
            assertThat(circuit.at("/metadata/prompt_tokens").valueStream().map(JsonNode::asText))
                    .containsExactly("mlp-32", "res-128", "res-32");
            Set<String> ends = circuit.get("links")
                    .valueStream()
                    .flatMap(l ->
                            List.of(l.get("source").asText(), l.get("target").asText()).stream())
                    .collect(Collectors.toSet());
            assertThat(ends).containsExactlyInAnyOrder("3_2_0", "3_2_1", "3_2_2");
        } else {
            assertThat(file).contains("3-mlp-32:2", "3-res-128:2", "3-res-32:2", "mlp_out", "resid_post");
        }
    }

    private JsonNode found(String q) {
        return api.json(
                "/api/features" + RUN + "&q=" + java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8));
    }

    private int pairs(String places) {
        JsonNode page = api.json("/api/pairs" + RUN + "&limit=100" + places);
        int total = page.get("total").asInt();
        assertThat(page.get("items")).hasSize(Math.min(100, total));
        return total;
    }

    private List<Integer> cells(String places) {
        JsonNode heat = api.json("/api/stats/heatmap" + RUN + places);
        assertThat(heat.get("truncated").asBoolean()).isFalse();
        heat.get("cells").forEach(c -> assertThat(c.get("mean").asDouble()).isCloseTo(0.8, offset(0.3)));
        return heat.get("cells").valueStream().map(c -> c.get("pairs").asInt()).toList();
    }

    private int histogram(String metric, String place) {
        return api.json("/api/stats/histogram" + RUN + "&metric=" + metric + place)
                .get("total")
                .asInt();
    }
}
