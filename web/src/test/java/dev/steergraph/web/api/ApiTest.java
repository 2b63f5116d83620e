package dev.steergraph.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerClient;
import dev.steergraph.web.SharedFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
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
class ApiTest {

    private static final String SET = "res-batchtopk-1024";
    private static final String HUB = "/3-" + SET + "/999";

    private ExplorerClient api;

    @BeforeAll
    void ask(Explorer explorer) {
        api = new ExplorerClient(explorer);
    }

    @Test
    void runsAreListedNewestFirst() {
        JsonNode runs = api.json("/api/runs");
        assertThat(ExplorerClient.items(runs).map(r -> r.get("id").asText())).containsExactly("sample", "older");
        assertThat(runs.get("items").get(0).get("features").asInt()).isEqualTo(49);
        assertThat(runs.get("items").get(0).get("edges").asInt()).isEqualTo(428);
        assertThat(runs.get("items").get(0).get("communities").asInt()).isEqualTo(8);
        assertThat(runs.at("/items/0/outliers").isNull()).isTrue();
        assertThat(runs.at("/items/1/outliers").asText()).contains("3 tokens, which are no rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3:999", "3-" + SET + "/999", "3-" + SET + ":999", "tiny-bert@3-" + SET + ":999", "of the", "of,"
            })
    void aFeatureIsFoundByAnyOfItsNames(String q) {
        JsonNode found = api.json("/api/features?model=tiny-bert&texts=false&q=" + encoded(q));
        assertThat(ExplorerClient.items(found).map(f -> f.get("key").asText()))
                .containsExactly("sample/tiny-bert@3-" + SET + ":999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ships", "harb", "estuary", "bays estuary"})
    void explanationsAndTopTokensAreFoundToo(String q) {
        JsonNode found = api.json("/api/features?model=tiny-bert&q=" + encoded(q));
        assertThat(ExplorerClient.items(found).map(f -> f.get("index").asInt())).containsExactly(230);
        assertThat(found.at("/items/0/explanation").asText()).isEqualTo("where ships lie");
        assertThat(found.at("/items/0/explanationSource").asText()).isEqualTo("delphi, llama-70b");
    }

    @Test
    void aFeatureSaysWhatItPromotesAndWhatOthersSay() {
        JsonNode feature = api.json("/api/features/3-" + SET + "/230?model=tiny-bert");
        assertThat(feature.at("/promoted/0/token").asText()).isEqualTo(" estuary");
        assertThat(feature.at("/promoted/0/logit").asDouble()).isEqualTo(1.25);
        assertThat(feature.get("promoted")).hasSize(3);
        assertThat(feature.at("/suppressed/0/token").asText()).isEqualTo("phony");
        // The one with the better score first.
        assertThat(feature.at("/explanations/total").asInt()).isEqualTo(2);
        assertThat(feature.at("/labels/total").asInt()).isEqualTo(1);
        assertThat(feature.at("/labels/items/0/label").asText()).isEqualTo("noun.food");
        assertThat(feature.at("/labels/items/0/r").asDouble()).isEqualTo(0.43);
        assertThat(feature.at("/labels/items/0/documents").asInt()).isEqualTo(30);
        assertThat(feature.at("/explanations/items/0/scores/0").asDouble()).isEqualTo(0.75);
        assertThat(feature.at("/explanations/items/1/method").asText()).isEqualTo("oai_token-act-pair");
        assertThat(feature.at("/feature/neuronpedia").asText()).endsWith("/tiny-bert/3-res-x/230");
        JsonNode other = api.json("/api/features" + HUB + "?model=tiny-bert");
        assertThat(other.get("promoted")).isEmpty();
        assertThat(other.at("/explanations/total").asInt()).isZero();
        assertThat(other.at("/labels/total").asInt()).isEqualTo(1);
        assertThat(other.at("/feature/neuronpedia").isNull()).isTrue();
    }

    @Test
    void aFeatureSaysWhatItMovesWhenItIsSteered() {
        JsonNode feature = api.json("/api/features/1-" + SET + "/210?model=tiny-bert");
        assertThat(feature.at("/steered").asDouble()).isEqualTo(0.5);
        assertThat(feature.at("/raised")).extracting(JsonNode::asText).containsExactly(" law", "\n");
        assertThat(feature.at("/lowered")).extracting(JsonNode::asText).containsExactly("the");
        assertThat(feature.at("/moves/total").asInt()).isEqualTo(3);
        assertThat(ExplorerClient.items(feature.get("moves"))
                        .map(e -> e.get("key").asText()))
                .as("the largest effect first, of either sign")
                .containsExactly(
                        "sample/tiny-bert@3-" + SET + ":230",
                        "sample/tiny-bert@3-" + SET + ":630",
                        "sample/tiny-bert@5-" + SET + ":250");
        JsonNode strongest = feature.at("/moves/items/0");
        assertThat(strongest.get("effect").asDouble()).isEqualTo(1.5);
        assertThat(strongest.get("se").asDouble()).isEqualTo(0.125);
        assertThat(strongest.get("z").asDouble()).isEqualTo(12);
        assertThat(strongest.get("documents").asInt()).isEqualTo(40);
        assertThat(strongest.get("strength").asDouble()).isEqualTo(0.5);
        // As among the correlates of the two, which are one edge.
        assertThat(strongest.get("r").asDouble()).isCloseTo(0.93 - 0.22 - 0.02, offset(1e-9));
        assertThat(feature.at("/moves/items/1/r").isNull()).as("no correlation").isTrue();
        assertThat(feature.at("/moves/items/2/effect").asDouble()).isEqualTo(-0.25);
        assertThat(feature.at("/movedBy/total").asInt()).isZero();
        assertThat(api.json("/api/features/1-" + SET + "/210?model=tiny-bert&correlates=2")
                        .get("moves")
                        .get("items"))
                .hasSize(2);
    }

    @Test
    void aFeatureSaysWhatMovesIt() {
        JsonNode moved = api.json("/api/features/3-" + SET + "/230?model=tiny-bert");
        assertThat(moved.get("steered").isNull()).as("it was not steered").isTrue();
        assertThat(moved.at("/moves/total").asInt()).isZero();
        assertThat(ExplorerClient.items(moved.get("movedBy"))
                        .map(e -> e.get("key").asText()))
                .containsExactly("sample/tiny-bert@1-" + SET + ":210");
        assertThat(moved.at("/movedBy/items/0/effect").asDouble()).isEqualTo(1.5);
        JsonNode idle = api.json("/api/features/1-" + SET + "/10?model=tiny-bert");
        assertThat(idle.at("/steered").asDouble()).isEqualTo(0.5);
        assertThat(idle.at("/raised")).isEmpty();
        assertThat(idle.at("/moves/total").asInt()).isZero();
        JsonNode hub = api.json("/api/features" + HUB + "?model=tiny-bert");
        assertThat(hub.get("steered").isNull()).isTrue();
        assertThat(hub.at("/moves/total").asInt() + hub.at("/movedBy/total").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "river, 4",
        "RIV, 4",
        "river lake, 2",
        "##itis, 2",
        "zebra, 0",
        "river~, 4",
        "(river OR, 0",
        "model:river, 0"
    })
    void labelsAreFoundByWordsAndPrefixes(String q, int total) {
        assertThat(api.json("/api/features?model=tiny-bert&texts=false&q=" + encoded(q))
                        .get("total")
                        .asInt())
                .isEqualTo(total);
    }

    @Test
    void wordsAreFoundInTextsTooAndItIsSaidWhere() {
        JsonNode found = api.json("/api/features?model=tiny-bert&q=river&limit=200");
        List<String> matches =
                ExplorerClient.items(found).map(f -> f.get("match").asText()).toList();
        assertThat(matches).startsWith("label", "label", "label", "label").hasSizeGreaterThan(4);
        assertThat(matches.subList(4, matches.size()))
                .isNotEmpty()
                .allMatch(match -> match.equals("token") || match.equals("text"));
        assertThat(ExplorerClient.items(found).skip(4).map(f -> f.get("matchedText")
                        .asText()))
                .allMatch(text -> text.contains("river"));
        assertThat(found.at("/items/0/matchedText").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "layer:5 community:0, 2",
        "layer:3-5 community:0, 5",
        "community:0 density:>10%, 1",
        "category:noun.food, 6",
        "category:noun.f layer:1, 2",
        "river layer:1, 1",
        "site:resid_post, 0"
    })
    void operatorsLeaveSome(String q, int total) {
        assertThat(api.json("/api/features?model=tiny-bert&texts=false&q=" + encoded(q))
                        .get("total")
                        .asInt())
                .isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({"density, density", "max, max", "correlates, degree", "community, community", "feature, layer"})
    void listsAreSortedByAnyColumn(String sort, String field) {
        String path = "/api/features?model=tiny-bert&limit=200&sort=" + sort;
        List<Double> down = ExplorerClient.items(api.json(path))
                .map(f -> f.get(field).asDouble())
                .toList();
        List<Double> up = ExplorerClient.items(api.json(path + "&descending=false"))
                .map(f -> f.get(field).asDouble())
                .toList();
        assertThat(up).hasSize(49).isSorted();
        assertThat(down).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void featuresAreFilteredByLayerAndCounted() {
        JsonNode page = api.json("/api/features?model=tiny-bert&layer=5&limit=3");
        assertThat(ExplorerClient.items(page).map(f -> f.get("layer").asInt())).containsExactly(5, 5, 5);
        assertThat(page.get("total").asInt()).isEqualTo(16);
        assertThat(page.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void aFeatureComesWithItsTextsAndCorrelates() {
        JsonNode body = api.json("/api/features/3-" + SET + "/30?model=tiny-bert");
        assertThat(body.at("/feature/label").asText()).isEqualTo("river, bank, bank");
        assertThat(body.at("/feature/degree").asInt()).isEqualTo(14);
        assertThat(body.at("/feature/communitySize").asInt()).isEqualTo(7);
        assertThat(ExplorerClient.items(body.get("contexts"))
                        .map(c -> c.get("rank").asInt()))
                .containsExactly(1, 2);
        assertThat(body.get("activations"))
                .hasToString("[{\"from\":0.75,\"to\":1.0,\"count\":3},{\"from\":1.0,\"to\":1.5,\"count\":7},"
                        + "{\"from\":1.5,\"to\":2.0,\"count\":2},{\"from\":2.0,\"to\":3.0,\"count\":1}]");
        assertThat(ExplorerClient.items(body.get("positive"))
                        .map(c -> c.get("r").asDouble())
                        .toList())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allMatch(r -> r > 0);
        assertThat(ExplorerClient.items(body.get("negative"))
                        .map(c -> c.get("r").asDouble()))
                .isNotEmpty()
                .allMatch(r -> r < 0);
    }

    @Test
    void theNearestNeighboursComeFirstAndTheRestIsCounted() {
        JsonNode body = api.json("/api/features" + HUB + "/neighbours?model=tiny-bert&limit=10");
        assertThat(body.get("items")).hasSize(10);
        assertThat(body.get("total").asInt()).isEqualTo(49);
        assertThat(body.get("truncated").asBoolean()).isTrue();
        assertThat(body.get("order").get(0).asText()).isEqualTo(body.get("seed").asText());
        // |r| with the hub grows with the index in the fixture, so the nearest have the largest.
        assertThat(body.get("order").get(1).asText()).endsWith("5-" + SET + ":751");
        List<String> keys =
                ExplorerClient.items(body).map(f -> f.get("key").asText()).toList();
        assertThat(ExplorerClient.items(body.get("edges")))
                .isNotEmpty()
                .allMatch(e -> keys.contains(e.get("source").asText())
                        && keys.contains(e.get("target").asText()));
    }

    @Test
    void aSecondHopIsRankedByTheProductOfBoth() {
        JsonNode one =
                api.json("/api/features/3-" + SET + "/30/neighbours?model=tiny-bert&hops=1&minAbsR=0.5&limit=100");
        JsonNode two =
                api.json("/api/features/3-" + SET + "/30/neighbours?model=tiny-bert&hops=2&minAbsR=0.5&limit=100");
        assertThat(one.get("total").asInt()).isEqualTo(6);
        assertThat(two.get("total").asInt()).isEqualTo(6);
        JsonNode wide =
                api.json("/api/features/3-" + SET + "/30/neighbours?model=tiny-bert&hops=2&minAbsR=0.15&limit=100");
        assertThat(wide.get("hops").get(wide.get("order").get(0).asText()).asInt())
                .isZero();
        assertThat(wide.get("total").asInt()).isGreaterThan(12);
    }

    @Test
    void neighboursCanBeOfOneSignOnly() {
        JsonNode body = api.json("/api/features/3-" + SET + "/30/neighbours?model=tiny-bert&sign=negative");
        assertThat(ExplorerClient.items(body.get("edges")).map(e -> e.get("r").asDouble()))
                .isNotEmpty()
                .allMatch(r -> r < 0);
    }

    @Test
    void aSelectionsCorrelationsAreListed() {
        String keys = "[\"sample/tiny-bert@1-" + SET + ":10\",\"sample/tiny-bert@3-" + SET + ":30\"]";
        JsonNode page =
                ExplorerClient.parse(api.post("/api/subgraph", "{\"keys\":" + keys + ",\"minAbsR\":0,\"sign\":\"any\"}")
                        .body());
        assertThat(page.get("total").asInt()).isEqualTo(1);
        assertThat(page.at("/items/0/r").asDouble()).isCloseTo(0.71, offset(1e-9));
        assertThat(api.post("/api/subgraph", "{\"keys\":null}").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/subgraph", "{nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void pathsAreRankedByProduct() {
        JsonNode body = api.json("/api/paths?model=tiny-bert&from=1:10&to=5:50&k=5");
        List<Double> products =
                ExplorerClient.items(body).map(p -> p.get("product").asDouble()).toList();
        assertThat(products).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(products.get(0)).isCloseTo(0.71 * 0.71, offset(1e-9));
        assertThat(body.at("/items/0/hops")).hasSize(2);
        assertThat(body.at("/items/0/sign").asText()).isEqualTo("positive");
    }

    @Test
    void pathsByEffectFollowMeasuredEffectsInTheirDirection() {
        JsonNode body = api.json("/api/paths?model=tiny-bert&from=1:210&to=5:250&by=effect");
        assertThat(body.get("total").asInt()).isEqualTo(2);
        JsonNode best = body.at("/items/0");
        assertThat(best.get("product").asDouble()).isCloseTo(Math.tanh(0.5) * Math.tanh(1), offset(1e-12));
        assertThat(best.get("sign").asText()).isEqualTo("positive");
        assertThat(best.get("keys"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "sample/tiny-bert@1-" + SET + ":210",
                        "sample/tiny-bert@3-" + SET + ":630",
                        "sample/tiny-bert@5-" + SET + ":250");
        assertThat(best.at("/hops/1/effect").asDouble()).isEqualTo(1);
        assertThat(best.at("/hops/1/z").asDouble()).isEqualTo(4);
        assertThat(best.at("/hops/1/r").isNull() && best.at("/hops/1/mi").isNull())
                .isTrue();
        assertThat(best.get("gain").isNull()).as("no regression").isTrue();
        assertThat(body.at("/items/1/sign").asText()).isEqualTo("negative");
        assertThat(body.at("/items/1/product").asDouble()).isCloseTo(Math.tanh(0.25), offset(1e-12));
        assertThat(api.json("/api/paths?model=tiny-bert&from=1:210&to=5:250&by=effect&minAbsR=0.3")
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        JsonNode byR = api.json("/api/paths?model=tiny-bert&from=1:210&to=5:250");
        assertThat(byR.at("/items/0/hops/0/r").isNumber()).isTrue();
        assertThat(byR.at("/items/0/hops/0/effect").isNull()).isTrue();
        assertThat(api.json("/api/paths?model=tiny-bert&from=3:230&to=5:250&by=effect")
                        .get("total")
                        .asInt())
                .as("230 was not steered")
                .isZero();
    }

    @Test
    void pathsNeverGoBackALayer() {
        assertThat(api.json("/api/paths?model=tiny-bert&from=5:50&to=1:10")
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void communitiesAndTheirMembersAreListed() {
        JsonNode page = api.json("/api/communities?model=tiny-bert&limit=3");
        assertThat(page.get("total").asInt()).isEqualTo(8);
        assertThat(page.at("/items/0/size").asInt()).isEqualTo(7);
        assertThat(page.at("/items/0/layers")).hasSize(3);
        assertThat(page.at("/items/0/categories/0/category").asText()).isEqualTo("noun.object");
        JsonNode one = api.json("/api/communities/0?model=tiny-bert&layer=3");
        assertThat(ExplorerClient.items(one).map(f -> f.get("index").asInt())).containsExactlyInAnyOrder(30, 31, 999);
    }

    @Test
    void theStrongestPairsOfEitherSignAreFound() {
        assertThat(api.json("/api/pairs?model=tiny-bert").at("/items/0/r").asDouble())
                .isPositive();
        assertThat(api.json("/api/pairs?model=tiny-bert&sign=negative")
                        .at("/items/0/r")
                        .asDouble())
                .isNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | /api/features | model is missing",
                "400 | /api/features?model=tiny-bert&limit=100000 | limit must be a whole number from 1 to 200",
                "400 | /api/features?model=tiny-bert&layer=x | layer must be",
                "400 | /api/features?model=tiny-bert&q=density:much | density: takes numbers",
                "400 | /api/features?model=tiny-bert&sort=size | sort must be one of",
                "400 | /api/features?model=tiny-bert&run=.. | run id",
                "400 | /api/features/3-res-batchtopk-1024/999/neighbours?model=tiny-bert&hops=9 | hops must be",
                "400 | /api/features/3-res-batchtopk-1024/999/neighbours?model=tiny-bert&minAbsR=NaN | minAbsR must be",
                "400 | /api/features/3-res-batchtopk-1024/999/neighbours?model=tiny-bert&sign=odd | sign must be",
                "400 | /api/features/three/999?model=tiny-bert | is no feature",
                "400 | /api/paths?model=tiny-bert&from=river&to=5:50 | is no feature",
                "400 | /api/paths?model=tiny-bert&from=1:10&to=1:10 | needs two features",
                "404 | /api/paths?model=tiny-bert&from=1:10&to=5:777 | has no feature 5:777",
                "404 | /api/features/3-res-batchtopk-1024/12345?model=tiny-bert | has no feature",
                "404 | /api/features?model=gpt-9 | the graph holds no run",
                "404 | /api/communities/99?model=tiny-bert | no community 99",
                "404 | /api/nonsense | no resource",
            })
    void aProblemHasOneSentenceAndARequestId(int status, String path, String sentence) {
        JsonNode problem = api.problem(status, path);
        assertThat(problem.get("detail").asText()).contains(sentence);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("requestId").asText()).matches("[0-9a-f]{8}");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
