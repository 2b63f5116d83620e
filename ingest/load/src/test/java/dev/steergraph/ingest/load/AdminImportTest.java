package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.ingest.correlate.report.CorrelationFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.importer.ImportCommand;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import picocli.CommandLine;

/** Neo4j's own import command on the exported files: the graph must be the one that loading makes. */
class AdminImportTest {

    @TempDir
    private Path folder;

    @Test
    void theImportedGraphIsTheLoadedGraph() throws Exception {
        importedIsLoaded(Sample.detailed(21, 0.3), 5, 1);
    }

    @Test
    void theImportedGraphOfSeveralSetsIsTheLoadedGraph() throws Exception {
        importedIsLoaded(Sample.several(21, 0.3), 0, 1);
    }

    @Test
    void theGraphThatSharesWroteIsTheLoadedGraph() throws Exception {
        importedIsLoaded(Sample.detailed(21, 0.3), 5, 3);
    }

    private static void damageAndMend(AdminTables tables, Path file, Share share) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(tables::merge)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Share " + share + " of the tables")
                .hasMessageContaining("is missing, damaged");
        tables.part(share);
        assertThat(file).hasBinaryContent(whole);
    }

    private void importedIsLoaded(Sample sample, int columns, int shares) throws Exception {
        CorrelationFiles.write(folder.resolve("correlations"), sample.result(), "tiny");
        double[][] details = EdgeFile.readDetails(
                folder.resolve("correlations/edges.parquet"),
                sample.result().features().space());
        assertThat(details).hasNumberOfRows(columns);
        LoadInput input = awkward(sample.input("demo", "one"), details);
        MeasuredEffects effects = PlantedEffects.of(sample, 3, "e1", folder);
        assertThat(effects.moving()).hasSizeGreaterThan(20);
        Path files = folder.resolve("import");
        AdminTables tables =
                new AdminTables(files, input, folder.resolve("correlations/edges.parquet"), Optional.of(effects));
        if (shares == 1) {
            tables.write();
            assertThat(files.toFile().list()).hasSize(19);
        } else {
            for (int share = shares - 1; share >= 0; share--) {
                assertThatThrownBy(tables::merge)
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("run this with --part");
                tables.part(new Share(share, shares));
            }
            damageAndMend(tables, files.resolve("features.1-of-" + shares + ".csv.gz"), new Share(1, shares));
            tables.merge();
            assertThat(files.toFile().list()).hasSize(10 + 9 * shares + shares);
        }

        Path imported = folder.resolve("imported");
        importInto(imported, Files.readString(files.resolve("import.sh")), files);
        List<String> graph = with(imported, driver -> {
            List<String> before = GraphDump.of(driver);
            assertThat(new GraphLoader(driver, "neo4j", (what, done) -> {}).load(input))
                    .as("only constraints were missing")
                    .isEqualTo(new LoadedGraph(
                            2L * Sample.FEATURES,
                            sample.result().edges().size(),
                            before.stream()
                                    .filter(line -> line.startsWith("[\"Context\"]"))
                                    .count(),
                            false));
            assertThat(new EffectsLoader(driver, "neo4j", (what, done) -> {}).load(input, Optional.of(effects)))
                    .isEqualTo(effects.moving().length);
            assertThat(GraphDump.of(driver)).as("the effects were there").isEqualTo(before);
            assertThat(driver.executableQuery("SHOW CONSTRAINTS").execute().records())
                    .isNotEmpty();
            return before;
        });
        List<String> loaded = with(folder.resolve("loaded"), driver -> {
            new GraphLoader(driver, "neo4j", (what, done) -> {}).load(input);
            new EffectsLoader(driver, "neo4j", (what, done) -> {}).load(input, Optional.of(effects));
            return GraphDump.of(driver);
        });
        assertThat(graph).isEqualTo(loaded).hasSizeGreaterThan(200);
    }

    /** Text with what tables are broken by. */
    private static LoadInput awkward(LoadInput input, double[][] details) {
        return new LoadInput(
                input.fingerprint(),
                input.run(),
                input.model(),
                input.dModel(),
                input.modelLayers(),
                input.properties(),
                input.features(),
                input.edges(),
                details,
                input.layers(),
                d -> new ContextDocument(
                        d,
                        " say \"" + d + "\",\n\\ or ; not ",
                        List.of(" say", "\"", d + ",", "\n", ";"),
                        d % 2 == 0 ? "" : null));
    }

    /** The script's command, run by the class that neo4j-admin runs. */
    private static void importInto(Path home, String script, Path files) throws Exception {
        String command = script.substring(script.indexOf("exec ") + 5)
                .replace("\\\n", " ")
                .replace("\"${1:-neo4j}\"", "neo4j")
                .replaceAll("\\s+", " ")
                .strip();
        assertThat(command).startsWith("neo4j-admin database import full --nodes=Model=model-header.csv,model.");
        String[] arguments = Stream.concat(
                        Stream.of("--report-file=" + home.resolve("import.report")),
                        Arrays.stream(command.split("\\s+")).skip(4))
                .map(word -> word.matches("--(nodes|relationships)=.*")
                        ? word.substring(0, word.lastIndexOf('=') + 1)
                                + Arrays.stream(word.substring(word.lastIndexOf('=') + 1)
                                                .split(","))
                                        .map(name -> files + "/" + name)
                                        .collect(Collectors.joining(","))
                        : word)
                .toArray(String[]::new);
        Files.createDirectories(home.resolve("conf"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = new CommandLine(new ImportCommand.Full(
                        new ExecutionContext(home, home.resolve("conf"), out, out, new DefaultFileSystemAbstraction())))
                .setUseSimplifiedAtFiles(true)
                .execute(arguments);
        assertThat(code).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }

    private interface Work {
        List<String> with(Driver driver);
    }

    private static List<String> with(Path home, Work work) {
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0))
                .build();
        try {
            int port = ((GraphDatabaseAPI) service.database("neo4j"))
                    .getDependencyResolver()
                    .resolveDependency(ConnectorPortRegister.class)
                    .getLocalAddress(ConnectorType.BOLT)
                    .getPort();
            try (Driver driver = GraphDatabase.driver("bolt://127.0.0.1:" + port, AuthTokens.none())) {
                return work.with(driver);
            }
        } finally {
            service.shutdown();
        }
    }
}
