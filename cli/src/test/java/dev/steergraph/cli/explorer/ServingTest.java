package dev.steergraph.cli.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.cli.console.ConsoleProgress;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class ServingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = "?model=" + SmallRun.MODEL + "&run=" + SmallRun.ID;

    @TempDir
    private Path folder;

    @Test
    void aRecipeIsRefusedWithoutTheRunsFilesAndNeuronpediaSteersWhatItHas(SmallRun small) throws Exception {
        try (Serving alone = serve(small, List.of())) {
            HttpResponse<byte[]> refused = Asked.export(alone, "{\"format\": \"recipe\", \"community\": 0}");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("serve --run DIR");
            HttpResponse<byte[]> steer = Asked.export(alone, "{\"format\": \"neuronpedia-steer\", \"community\": 0}");
            assertThat(steer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(steer.body()).get("detail").asText())
                    .startsWith("Neuronpedia has no feature " + SmallRun.MODEL);
        }
    }

    /** A page of 127.0.0.1 and a guide of localhost are of two places to a browser. */
    @Test
    void whatIsPrintedNamesOneHost(SmallRun small) throws Exception {
        try (Serving served = serve(small, List.of())) {
            String home = "http://localhost:" + served.uri().getPort();
            assertThat(served.address()).hasToString(home + "/");
            assertThat(served.announcement())
                    .contains(
                            home + "/browser/  (user neo4j, password ",
                            ":play " + home + "/guides/steergraph.html",
                            home + "/guides/favourites.zip",
                            home + "/guides/style.grass")
                    .doesNotContain("http://127.0.0.1");
        }
    }

    @Test
    void theExplorerSendsTheRecipesThatTheCommandWrites(SmallRun small) throws Exception {
        try (Serving served = serve(small, List.of(small.folder()))) {
            JsonNode pair = JSON.readTree(Asked.get(served, "/api/pairs" + RUN)).at("/items/0");
            String from = place(pair.get("source"));
            String to = place(pair.get("target"));
            HttpResponse<byte[]> sent = Asked.export(
                    served,
                    "{\"format\": \"recipe\", \"coefficient\": -2, \"blocks\": \"encoder.layer\", \"paths\": {\"from\": \""
                            + from + "\", \"to\": \"" + to + "\", \"k\": 3, \"only\": [0]}}");
            assertThat(sent.statusCode()).isEqualTo(200);
            Path ours = folder.resolve("recipe-of-paths");
            small.commands()
                    .json(
                            "export",
                            "--run",
                            small.folder().toString(),
                            "--format",
                            "recipe",
                            "--out",
                            ours.toString(),
                            "--from",
                            from,
                            "--to",
                            to,
                            "-k",
                            "1",
                            "--strength=-2",
                            "--blocks",
                            "encoder.layer");
            Map<String, byte[]> files = Asked.unzip(sent.body());
            assertThat(files).containsOnlyKeys("recipe.json", "vectors.safetensors", "lm-eval.pt");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(ours.resolve(file.getKey())).hasBinaryContent(file.getValue());
            }
        }
    }

    @Test
    void aPersonGoesFromAWordToARecipe(SmallRun small) throws Exception {
        try (Serving served = serve(small, List.of(small.folder()))) {
            JsonNode pairs = JSON.readTree(Asked.get(served, "/api/pairs" + RUN + "&limit=100"));
            JsonNode pair = StreamSupport.stream(pairs.get("items").spliterator(), false)
                    .filter(p -> p.at("/source/label").asText().matches("[a-z]{3,}(, .*)?"))
                    .findFirst()
                    .orElseThrow();
            Map<String, byte[]> recipe =
                    Asked.unzip(new WordToRecipe(served.uri(), SmallRun.MODEL, SmallRun.ID).goFrom(pair));
            assertThat(recipe).containsOnlyKeys("recipe.json", "vectors.safetensors", "lm-eval.pt");
            assertThat(new String(recipe.get("recipe.json"), StandardCharsets.UTF_8))
                    .contains("\"index\" : " + pair.at("/source/index").asText())
                    .contains("\"index\" : " + pair.at("/target/index").asText());
        }
    }

    private static Serving serve(SmallRun small, List<Path> runs) throws IOException {
        small.graph();
        RunFolders folders = new RunFolders(small.home(), runs);
        return Serving.start(
                GraphConnection.open(new Neo4jTarget.Embedded(small.home(), 0)),
                0,
                Access.LOCAL,
                new Recipes(folders, ConsoleProgress.standard()),
                new ModelHost(folders, null, "cpu", 2, ConsoleProgress.standard()));
    }

    private static String place(JsonNode feature) {
        return feature.get("layer").asText() + ":" + feature.get("index").asText();
    }
}
