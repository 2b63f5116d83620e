package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.CommandRunner;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said before a database is started for it, which takes a minute where the machine is busy. */
@WithSmallRun
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyMistakesTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String said = "port " + port + " of 127.0.0.1 is taken";
            soon(said, "serve", "--port", port);
            soon(said, "serve", "--port", "0", "--bolt-port", port);
            soon(said, "demo", "--tokens", "5k", "--port", port);
            soon(said, "demo", "--tokens", "5k", "--no-serve", "--bolt-port", port);
            soon("port 7687 is the database's", "serve", "--port", "7687");
            soon("0 to 65535", "serve", "--port", "70000");
            soon("not an address of this machine", "serve", "--port", "7099", "--host", "192.0.2.1");
        }
    }

    @Test
    void aServerThatIsNotThere() {
        String[] nowhere = {"--neo4j", "bolt://127.0.0.1:1", "--password-file", "nowhere"};
        soon(
                "nowhere cannot be read",
                "demo",
                "--tokens",
                "5k",
                "--no-serve",
                nowhere[0],
                nowhere[1],
                nowhere[2],
                nowhere[3]);
        soon("--neo4j needs --password-file", "demo", "--tokens", "5k", nowhere[0], nowhere[1], "--port", "0");
    }

    @Test
    void aRunThatIsNotCorrelated(SmallRun small) {
        String begun = begun(small).toString();
        String said = "has not finished stage \"correlate\"";
        soon(said, "load", "--run", begun);
        soon(said, "serve", "--port", "0", "--run", begun);
        for (String command : List.of(
                "communities",
                "validate --out x",
                "unload",
                "similar --to 1:2",
                "paths --from 1:2 --to 3:4",
                "export --format json --out x --community 0")) {
            String[] words = (command + " --run " + begun).split(" ");
            soon(said, words);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "serve --port 0 --run nowhere, there is no run in nowhere",
        "load --run RUN --labels none.jsonl, none.jsonl does not exist",
        "communities, There is no database in",
        "communities --run no/where, neither a folder with a run nor the name of one",
        "similar --run RUN --to nonsense, nonsense",
        "paths --run RUN --from 1:2 --to x:y, x:y",
        "export --run RUN --format json --out x, Say what to export",
        "export --run RUN --format json --out x --around here, here",
        "compare none.csv demo, none.csv",
        "compare demo a/b, a/b"
    })
    void whatTheCommandLineTells(String command, String said, SmallRun small) throws IOException {
        soon(said, command.replace("RUN", small.folder().toString()).split(" "));
    }

    private Path begun(SmallRun small) {
        Path run = folder.resolve("begun");
        CommandRunner.Outcome extracted = small.commands()
                .run("extract", "--layers", "1,3", "--corpus", "wordnet", "--prompts", "20", "--run", run.toString());
        assertThat(extracted.code()).as(extracted.err()).isZero();
        return run;
    }

    /** In a home of its own, in which no database may be left behind. */
    private void soon(String part, String... arguments) {
        Path home = folder.resolve("home");
        long begun = System.nanoTime();
        new CommandRunner(home).mistake(part, arguments);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(part).isLessThan(SOON);
        assertThat(home.resolve("neo4j")).as(part).doesNotExist();
        assertThat(Files.exists(home.resolve("runs"))).as(part).isFalse();
    }
}
