package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.CommandRunner.Outcome;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithSmallRun
class ExportCommandTest {

    @TempDir
    private Path folder;

    @Test
    void pathsAreExportedAsGraphMl(SmallRun small) throws IOException {
        List<String> ends = small.strongestPair();
        Path graphml = folder.resolve("paths.graphml");
        JsonNode exported = small.commands()
                .json(
                        "export",
                        "--run",
                        SmallRun.ID,
                        "--format",
                        "graphml",
                        "--out",
                        graphml.toString(),
                        "--from",
                        ends.get(0),
                        "--to",
                        ends.get(1));
        assertThat(exported.get("features").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(graphml).content().contains("<graphml").contains("</graphml>");
    }

    @Test
    void aRecipeHasTheVectorsOfTheRunsSaes(SmallRun small) throws IOException {
        small.graph();
        Path recipe = folder.resolve("recipe");
        JsonNode written = small.commands()
                .json(
                        "export",
                        "--run",
                        small.folder().toString(),
                        "--format",
                        "recipe",
                        "--out",
                        recipe.toString(),
                        "--cypher",
                        "MATCH (f:Feature:L3 {run: 'small'}) WHERE f.max > 0 RETURN f ORDER BY f.index LIMIT 3",
                        "--strength",
                        "2",
                        "--blocks",
                        "encoder.layer");
        assertThat(written.get("features").asInt()).isEqualTo(3);
        // SAELens has no name for SAEs that the run trained itself.
        assertThat(written.get("leftOutOfLmEval").asInt()).isEqualTo(3);
        assertThat(recipe.resolve("lm-eval.csv")).doesNotExist();
        assertThat(recipe.resolve("lm-eval.pt"))
                .content(StandardCharsets.ISO_8859_1)
                .contains("encoder.layer.3");
        assertThat(recipe.resolve("vectors.safetensors")).isNotEmptyFile();
        assertThat(recipe.resolve("neuronpedia-steer.json"))
                .as("nobody else has these features")
                .doesNotExist();
        assertThat(recipe.resolve("recipe.json"))
                .content()
                .doesNotContain(small.folder().toString());
    }

    @Test
    void aRecipeOfACommunitySteersThreeUnlessOthersAreNamed(SmallRun small) throws IOException {
        small.graph();
        String run = small.folder().toString();
        String[] export = {"export", "--run", run, "--format", "recipe", "--community", "0", "--out"};
        JsonNode suggested =
                small.commands().json(with(export, folder.resolve("three").toString()));
        assertThat(suggested.get("steered")).hasSizeBetween(1, 3);
        JsonNode all = small.commands().json(with(export, folder.resolve("all").toString(), "--steer", "all"));
        assertThat(all.get("features").asInt())
                .isGreaterThanOrEqualTo(suggested.get("features").asInt());
        Outcome told = small.commands().run(with(export, folder.resolve("told").toString()));
        assertThat(told.out())
                .contains("it steers", suggested.at("/steered/0/key").asText(), "lm-eval.csv is not written");
        small.commands()
                .mistake(
                        "--steer is for --format recipe",
                        "export",
                        "--run",
                        run,
                        "--format",
                        "json",
                        "--community",
                        "0",
                        "--steer",
                        "all",
                        "--out",
                        folder.resolve("x.json").toString());
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aRecipeNeedsTheFolderOfTheRun(SmallRun small) throws IOException {
        small.graph();
        small.commands()
                .mistake(
                        "--format recipe needs --run",
                        "export",
                        "--format",
                        "recipe",
                        "--out",
                        folder.resolve("recipe").toString(),
                        "--cypher",
                        "MATCH (f:Feature) RETURN f LIMIT 1");
    }

    @Test
    void filesForNeo4jAdminComeFromTheRunWithoutADatabase(SmallRun small) throws IOException {
        Path files = folder.resolve("import");
        JsonNode admin = small.commands()
                .json(
                        "export",
                        "--run",
                        small.folder().toString(),
                        "--format",
                        "neo4j-admin",
                        "--out",
                        files.toString());
        assertThat(admin.get("files")).hasSize(17);
        assertThat(files.resolve("import.sh")).isExecutable();
    }

    @Test
    void andByShares(SmallRun small) throws IOException {
        Path files = folder.resolve("import-by-shares");
        List<String> export = List.of(
                "export", "--run", small.folder().toString(), "--format", "neo4j-admin", "--out", files.toString());
        small.commands().mistake("has no share of the tables", with(export, "--merge"));
        for (int share = 0; share < 2; share++) {
            small.commands().json(with(export, "--part", share + "/2"));
        }
        assertThat(small.commands().json(with(export, "--merge")).get("files")).hasSize(8 + 2 * 8 + 1);
        assertThat(files.resolve("import.sh")).content().contains("features.0-of-2.csv.gz,features.1-of-2.csv.gz");
        small.commands()
                .mistake(
                        "are for --format neo4j-admin",
                        "export",
                        "--run",
                        small.folder().toString(),
                        "--format",
                        "json",
                        "--out",
                        "x.json",
                        "--part",
                        "0/2");
    }

    private static String[] with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
