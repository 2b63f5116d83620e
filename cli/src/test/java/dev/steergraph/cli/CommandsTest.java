package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.web.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands one after the other on a small run, while the embedded database is held as {@code serve} holds it. */
@TestMethodOrder(OrderAnnotation.class)
class CommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static GraphConnection serving;

    private record Outcome(int code, String out, String err) {

        JsonNode json() throws IOException {
            assertThat(code).as(err).isZero();
            return JSON.readTree(out);
        }
    }

    @BeforeAll
    static void holdTheDatabase() {
        serving = GraphConnection.open(new Neo4jTarget.Embedded(folder.resolve("home"), 0));
    }

    @AfterAll
    static void release() {
        serving.close();
    }

    @Test
    @Order(1)
    void extracts() throws IOException {
        JsonNode report = run(
                        "extract",
                        "--run",
                        runFolder(),
                        "--layers",
                        "1,3",
                        "--corpus",
                        "wordnet",
                        "--prompts",
                        "400",
                        "--json")
                .json();
        assertThat(report.get("documents").asInt()).isEqualTo(400);
        assertThat(report.get("rows").asInt()).isGreaterThan(4000);
        Outcome other =
                run("extract", "--run", runFolder(), "--layers", "1,3", "--corpus", "wordnet", "--prompts", "401");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("begun with other settings").hasLineCount(1);
    }

    @Test
    @Order(2)
    void trainsEncodesAndCorrelates() throws IOException {
        JsonNode trained = run("train-sae", "--run", runFolder(), "--d-sae", "256", "--k", "16", "--json")
                .json();
        assertThat(trained.get("blocks.3.hook_resid_post")
                        .get("explainedVariance")
                        .asDouble())
                .isBetween(0.2, 1.0);
        run("encode", "--run", runFolder(), "--json").json();
        run("correlate", "--run", runFolder(), "--details", "--json").json();
        assertThat(cosines(Path.of(runFolder()).resolve("correlations")))
                .as("of a run's own SAEs, across layers as well")
                .isNotEmpty()
                .allSatisfy(cosine -> assertThat(cosine).isBetween(-1.0, 1.0));
        JsonNode correlated = run("correlate", "--run", runFolder(), "--threads", "2", "--json")
                .json();
        assertThat(correlated.get("features").asInt()).isEqualTo(512);
        assertThat(correlated.get("edges").asInt()).isPositive();
    }

    /** The decoder cosine of every edge. */
    private static List<Double> cosines(Path correlations) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(correlations.resolve("edges.csv.gz"))),
                StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).endsWith(",decoder_cosine");
            return lines.lines()
                    .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .toList();
        }
    }

    @Test
    @Order(3)
    void aTrainedSaeCanBeGivenToAnotherRun() throws IOException {
        Path other = folder.resolve("other");
        Path corpus = folder.resolve("corpus.txt");
        Files.writeString(corpus, "The dog barked at the mailman.\n\nA ship sailed over the sea.\n".repeat(20));
        run("extract", "--run", other.toString(), "--layers", "3", "--corpus", corpus.toString(), "--json")
                .json();
        JsonNode encoded = run(
                        "encode",
                        "--run",
                        other.toString(),
                        "--json",
                        "--sae",
                        "3=" + Path.of(runFolder()).resolve("sae/blocks.3.hook_resid_post"))
                .json();
        assertThat(encoded.get("blocks.3.hook_resid_post").get("dSae").asInt()).isEqualTo(256);
        Path codes = other.resolve("codes/blocks.3.hook_resid_post/part-00000.safetensors");
        JsonNode correlated = run(
                        "correlate",
                        "--codes",
                        "3=" + codes,
                        "--out",
                        folder.resolve("correlated").toString(),
                        "--null",
                        "0",
                        "--details",
                        "--sae",
                        "3=" + Path.of(runFolder()).resolve("sae/blocks.3.hook_resid_post"),
                        "--json")
                .json();
        assertThat(correlated.get("edges").asInt()).isPositive();
        assertThat(folder.resolve("correlated/edges.parquet")).isNotEmptyFile();
        assertThat(cosines(folder.resolve("correlated"))).isNotEmpty().allSatisfy(cosine -> assertThat(cosine)
                .isBetween(-1.0, 1.0));
    }

    @Test
    @Order(4)
    void rawActivationsOfWholePromptsAreCorrelated() throws IOException {
        Path pooled = folder.resolve("pooled");
        run(
                        "extract",
                        "--run",
                        pooled.toString(),
                        "--layers",
                        "1,3",
                        "--corpus",
                        "wordnet",
                        "--prompts",
                        "100",
                        "--pool",
                        "mean",
                        "--json")
                .json();
        JsonNode correlated = run(
                        "correlate", "--run", pooled.toString(), "--source", "activations", "--null", "0", "--json")
                .json();
        assertThat(correlated.get("rows").asInt()).isEqualTo(100);
        assertThat(correlated.get("features").asInt()).isEqualTo(768);
        assertThat(correlated.get("edges").asInt()).isPositive();
    }

    @Test
    @Order(5)
    void loadsTwiceWithoutChangingAnything() throws IOException {
        JsonNode first =
                run("load", "--run", runFolder(), "--home", home(), "--json").json();
        JsonNode second =
                run("load", "--run", runFolder(), "--home", home(), "--json").json();
        assertThat(second).isEqualTo(first);
        assertThat(first.get("features").asInt()).isEqualTo(512);
        JsonNode correlated = run("correlate", "--run", runFolder(), "--json").json();
        assertThat(first.get("relationships").asInt())
                .isEqualTo(correlated.get("edges").asInt());
    }

    @Test
    @Order(6)
    void findsCommunitiesAndPathsAndExportsThem() throws IOException {
        JsonNode communities = run("communities", "--home", home(), "--json").json();
        assertThat(communities.get("communities")).isNotEmpty();

        List<String> ends = GraphRun.query(
                        serving,
                        "queries/strongest-across-layers.cypher",
                        java.util.Map.of("run", "small", "span", 2, "atLeast", 0.3, "limit", 1))
                .stream()
                .flatMap(r -> java.util.stream.Stream.of(
                        r.get("key").asString(), r.get("higherKey").asString()))
                .map(PathsCommand::place)
                .toList();
        PromisedColumns.areGivenByEveryQuery(serving.driver(), "small");
        JsonNode stability = run(
                        "communities",
                        "--home",
                        home(),
                        "--run",
                        runFolder(),
                        "--json",
                        "--seeds",
                        "3",
                        "--split-half",
                        "--permuted-null",
                        "--assignments",
                        folder.resolve("one.csv").toString())
                .json();
        assertThat(stability.get("seeds").get("ari").asDouble()).isBetween(0.3, 1.0);
        assertThat(stability.get("halves").get("agreement").get("ari").asDouble())
                .isBetween(-0.1, 1.0);
        assertThat(stability.get("permutedNull").get("edges").asInt()).isPositive();
        assertThat(stability.get("permutedNull").get("modularity").asDouble())
                .isLessThan(stability.get("modularity").asDouble());
        assertThat(stability.get("structure").get("features").asInt()).isPositive();
        run(
                        "communities",
                        "--home",
                        home(),
                        "--json",
                        "--gamma",
                        "4",
                        "--assignments",
                        folder.resolve("fine.csv").toString())
                .json();
        JsonNode compared = run(
                        "compare",
                        folder.resolve("one.csv").toString(),
                        folder.resolve("fine.csv").toString(),
                        "--json")
                .json();
        assertThat(compared.get("agreement").get("ari").asDouble()).isBetween(0.0, 0.999);
        assertThat(run("compare", "small", folder.resolve("fine.csv").toString(), "--home", home(), "--json")
                        .json()
                        .get("agreement")
                        .get("ari")
                        .asDouble())
                .isEqualTo(1);
        JsonNode validated = run(
                        "validate",
                        "--home",
                        home(),
                        "--out",
                        folder.resolve("validation").toString(),
                        "--json")
                .json();
        assertThat(validated.get("report").get("semantics").get("tested").asInt())
                .isPositive();
        assertThat(folder.resolve("validation/validation.html")).isNotEmptyFile();
        assertThat(run("similar", "--home", home(), "--to", ends.get(0), "-k", "3", "--json")
                        .json()
                        .get("similar"))
                .hasSize(3);

        JsonNode paths = run("paths", "--home", home(), "--from", ends.get(0), "--to", ends.get(1), "-k", "3", "--json")
                .json();
        assertThat(paths.get("paths").get(0).get("product").asDouble()).isGreaterThan(0.3);

        assertThat(paths.get("paths").get(0).get("steps").get(0).get("gain").asDouble())
                .isNotZero();
        JsonNode direct = run(
                        "paths",
                        "--home",
                        home(),
                        "--from",
                        ends.get(0) + "," + ends.get(0),
                        "--to",
                        ends.get(1),
                        "--json",
                        "--max-hops",
                        "1")
                .json();
        assertThat(direct.get("paths")).hasSize(1);
        mistake(
                "cannot be excluded",
                "paths",
                "--home",
                home(),
                "--from",
                ends.get(0),
                "--to",
                ends.get(1),
                "--exclude",
                ends.get(1));
        mistake(
                "so no path inside community 999999",
                "paths",
                "--home",
                home(),
                "--from",
                ends.get(0),
                "--to",
                ends.get(1),
                "--community",
                "999999");

        Path graphml = folder.resolve("paths.graphml");
        JsonNode exported = run(
                        "export",
                        "--home",
                        home(),
                        "--format",
                        "graphml",
                        "--out",
                        graphml.toString(),
                        "--from",
                        ends.get(0),
                        "--to",
                        ends.get(1),
                        "--json")
                .json();
        assertThat(exported.get("features").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(graphml).content().contains("<graphml").contains("</graphml>");
    }

    @Test
    @Order(7)
    void aRunEncodedInOnePassIsLikeAnyOther() throws IOException {
        Path once = folder.resolve("once");
        Path trained = Path.of(runFolder()).resolve("sae");
        JsonNode report = run(
                        "extract",
                        "--run",
                        once.toString(),
                        "--corpus",
                        "wordnet",
                        "--prompts",
                        "400",
                        "--sae",
                        "1=" + trained.resolve("blocks.1.hook_resid_post"),
                        "--sae",
                        "3=" + trained.resolve("blocks.3.hook_resid_post"),
                        "--json")
                .json();
        assertThat(report.get("rows").asInt()).isGreaterThan(4000);
        assertThat(once.resolve("activations")).doesNotExist();
        for (String file : List.of(
                "codes/blocks.1.hook_resid_post/part-00000.safetensors",
                "features/blocks.3.hook_resid_post.safetensors")) {
            assertThat(once.resolve(file))
                    .hasSameBinaryContentAs(Path.of(runFolder()).resolve(file));
        }
        JsonNode correlated =
                run("correlate", "--run", once.toString(), "--json").json();
        assertThat(correlated.get("edges"))
                .isEqualTo(
                        run("correlate", "--run", runFolder(), "--json").json().get("edges"));
        JsonNode loaded = run("load", "--run", once.toString(), "--home", home(), "--json")
                .json();
        JsonNode before =
                run("load", "--run", runFolder(), "--home", home(), "--json").json();
        for (String count : List.of("features", "relationships", "contexts")) {
            assertThat(loaded.get(count)).isEqualTo(before.get(count));
        }
        assertThat(loaded.get("sets")).hasSize(2); // named after the SAEs' folders, not after their training
        assertThat(run("status", "--run", once.toString(), "--verify").out()).contains("sizes and checksums");
        assertThat(run("export-codes", "--run", once.toString(), "--format", "delphi", "--out", once + "-latents")
                        .code())
                .isZero();
        assertThat(run(
                                "export-codes",
                                "--run",
                                once.toString(),
                                "--format",
                                "neuronpedia",
                                "--out",
                                once + "-np",
                                "--json")
                        .json()
                        .get("files"))
                .hasSize(4);
        mistake("no activations", "train-sae", "--run", once.toString(), "--d-sae", "256");
    }

    @Test
    @Order(8)
    void statusReadsEveryChecksum() throws IOException {
        assertThat(run("status", "--run", runFolder(), "--verify").out()).contains("sizes and checksums");
        Path part = Path.of(runFolder()).resolve("codes/blocks.1.hook_resid_post/part-00000.safetensors");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - 1] ^= 1;
        Files.write(part, bytes);
        Outcome damaged = run("status", "--run", runFolder(), "--verify");
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains(part.getFileName().toString()).contains("SHA-256");
    }

    @Test
    @Order(10)
    void recipesAndFilesForNeo4jAdminComeFromTheRun() throws IOException {
        Path recipe = folder.resolve("recipe");
        String query = "MATCH (f:Feature:L3 {run: '" + Path.of(runFolder()).getFileName()
                + "'}) WHERE f.max > 0 RETURN f ORDER BY f.index LIMIT 3";
        JsonNode written = run(
                        "export",
                        "--home",
                        home(),
                        "--run",
                        runFolder(),
                        "--format",
                        "recipe",
                        "--out",
                        recipe.toString(),
                        "--cypher",
                        query,
                        "--strength",
                        "2",
                        "--blocks",
                        "encoder.layer",
                        "--json")
                .json();
        assertThat(written.get("features").asInt()).isEqualTo(3);
        assertThat(written.get("leftOutOfLmEval").asInt()).isEqualTo(2);
        assertThat(recipe.resolve("lm-eval.csv")).content().contains("\"encoder.layer.3\"");
        assertThat(recipe.resolve("vectors.safetensors")).isNotEmptyFile();

        Path files = folder.resolve("import");
        JsonNode admin = run(
                        "export", "--run", runFolder(), "--format", "neo4j-admin", "--out", files.toString(), "--json")
                .json();
        assertThat(admin.get("files")).hasSize(17);
        assertThat(files.resolve("import.sh")).isExecutable();
        mistake(
                "--format recipe needs --run",
                "export",
                "--home",
                home(),
                "--format",
                "recipe",
                "--out",
                recipe.toString(),
                "--cypher",
                "MATCH (f:Feature) RETURN f LIMIT 1");
    }

    @Test
    @Order(11)
    void theExplorerSendsTheSameRecipes() throws IOException, InterruptedException {
        try (Serving alone = serve(List.of())) {
            HttpResponse<byte[]> refused = Asked.export(alone, "{\"format\": \"recipe\", \"community\": 0, ");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("serve --run DIR");
            HttpResponse<byte[]> steer = Asked.export(alone, "{\"format\": \"neuronpedia-steer\", \"community\": 0, ");
            assertThat(steer.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(steer.body()).get("features")).isNotEmpty();
        }
        try (Serving served = serve(List.of(Path.of(runFolder())))) {
            JsonNode pair = JSON.readTree(Asked.get(served, "/api/pairs?model=all-minilm-l6-v2&run=small"))
                    .at("/items/0");
            String from = place(pair.get("source"));
            String to = place(pair.get("target"));
            HttpResponse<byte[]> sent = Asked.export(
                    served,
                    "{\"format\": \"recipe\", \"strength\": -2, \"blocks\": \"encoder.layer\", \"paths\": {\"from\": \""
                            + from + "\", \"to\": \"" + to + "\", \"k\": 3, \"only\": [0]}, ");
            assertThat(sent.statusCode()).isEqualTo(200);
            Path ours = folder.resolve("recipe-of-paths");
            run(
                            "export",
                            "--home",
                            home(),
                            "--run",
                            runFolder(),
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
                            "encoder.layer",
                            "--json")
                    .json();
            Map<String, byte[]> files = Asked.unzip(sent.body());
            assertThat(files)
                    .containsOnlyKeys("recipe.json", "vectors.safetensors", "lm-eval.csv", "neuronpedia-steer.json");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(ours.resolve(file.getKey())).hasBinaryContent(file.getValue());
            }
        }
    }

    @Test
    @Order(12)
    void aPersonGoesFromAWordToARecipe() throws IOException, InterruptedException {
        try (Serving served = serve(List.of(Path.of(runFolder())))) {
            JsonNode pairs = JSON.readTree(Asked.get(served, "/api/pairs?model=all-minilm-l6-v2&run=small&limit=100"));
            JsonNode pair = StreamSupport.stream(pairs.get("items").spliterator(), false)
                    .filter(p -> p.at("/source/label").asText().matches("[a-z]{3,}(, .*)?"))
                    .findFirst()
                    .orElseThrow();
            Map<String, byte[]> recipe =
                    Asked.unzip(new WordToRecipe(served.uri(), "all-minilm-l6-v2", "small").goFrom(pair));
            assertThat(recipe)
                    .containsOnlyKeys("recipe.json", "vectors.safetensors", "lm-eval.csv", "neuronpedia-steer.json");
            assertThat(new String(recipe.get("recipe.json"), StandardCharsets.UTF_8))
                    .contains("\"index\" : " + pair.at("/source/index").asText())
                    .contains("\"index\" : " + pair.at("/target/index").asText());
        }
    }

    private static Serving serve(List<Path> runs) {
        return Serving.start(
                GraphConnection.open(new Neo4jTarget.Embedded(folder.resolve("home"), 0)),
                0,
                Access.LOCAL,
                new Recipes(folder.resolve("home"), runs, ConsoleProgress.standard()));
    }

    private static String place(JsonNode feature) {
        return feature.get("layer").asText() + ":" + feature.get("index").asText();
    }

    @Test
    @Order(12)
    void aRunIsUnloadedAndCanBeLoadedAgain() throws IOException {
        mistake("unload needs --run", "unload", "--home", home());
        JsonNode removed =
                run("unload", "--home", home(), "--run", runFolder(), "--json").json();
        assertThat(removed.get("features").asInt()).isEqualTo(512);
        mistake("is not in the database", "unload", "--home", home(), "--run", runFolder());
        JsonNode loaded =
                run("load", "--home", home(), "--run", runFolder(), "--json").json();
        assertThat(loaded.get("relationships")).isEqualTo(removed.get("relationships"));
        assertThat(loaded.get("contexts")).isEqualTo(removed.get("contexts"));
    }

    @Test
    @Order(9)
    void mistakesGetOneSentenceAndExitCode2() {
        mistake("--no-such-option", "doctor", "--no-such-option");
        mistake(
                "out of range",
                "extract",
                "--run",
                folder.resolve("x").toString(),
                "--layers",
                "6",
                "--corpus",
                "wordnet");
        mistake(
                "is no folder",
                "extract",
                "--run",
                folder.resolve("x").toString(),
                "--layers",
                "1",
                "--corpus",
                "wordnet",
                "--model",
                "./gpt9");
        mistake(
                "does not exist",
                "extract",
                "--run",
                folder.resolve("x").toString(),
                "--layers",
                "1",
                "--corpus",
                "nothing.txt");
        for (Map.Entry<String, String> mistake : Map.of(
                        "--layers 3-1", "runs backwards",
                        "--layers first", "write all, 1,3,5 or 0-11",
                        "--layers 0 --hooks resid_mid", "resid_mid",
                        "--layers 0 --dtype f64", "use f32, bf16 or f16",
                        "--layers 0 --device gpu:99", "gpu:99",
                        "--layers 0 --context 4096", "out of range",
                        "--layers 0 --pack --pool mean", "exclude each other",
                        "--layers 0 --pack --split-long", "mutually exclusive",
                        "--layers 0 --tokens 0", "at least 1")
                .entrySet()) {
            List<String> arguments = new ArrayList<>(
                    List.of("extract", "--run", folder.resolve("x").toString(), "--corpus", "wordnet"));
            arguments.addAll(List.of(mistake.getKey().split(" ")));
            mistake(mistake.getValue(), arguments.toArray(String[]::new));
        }
        mistake("--layers, or --sae", "extract", "--run", folder.resolve("x").toString(), "--corpus", "wordnet");
        mistake(
                "There is no SAE at",
                "extract",
                "--run",
                folder.resolve("x").toString(),
                "--corpus",
                "wordnet",
                "--sae",
                "3=./nothing");
        mistake("predicts no text", "generate", "--model", "minilm", "--prompt", "hello");
        mistake("is no number", "demo", "--tokens", "many");
        mistake(
                "no run directory",
                "train-sae",
                "--run",
                folder.resolve("nowhere").toString());
        mistake("has no such feature", "paths", "--home", home(), "--from", "1:99999", "--to", "3:1");
        mistake("no feature", "paths", "--home", home(), "--from", "first", "--to", "3:1");
        mistake("--password-file", "communities", "--neo4j", "bolt://localhost:1");
        mistake("either --run", "correlate");
    }

    private void mistake(String part, String... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.code()).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(outcome.err()).contains(part).startsWith("steergraph: ").hasLineCount(1);
    }

    private static String runFolder() {
        return folder.resolve("small").toString();
    }

    private static String home() {
        return folder.resolve("home").toString();
    }

    private static Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--home")) {
            all.add("--home");
            all.add(folder.resolve("logs-only").toString());
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }
}
