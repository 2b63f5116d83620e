package dev.steergraph.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.console.ConsoleProgress;
import dev.steergraph.cli.console.LogFile;
import dev.steergraph.cli.option.CommonOptions;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.core.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands share: common options, output, progress. */
abstract class SteerGraphCommand implements Callable<Integer> {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final Progress progress = ConsoleProgress.standard();

    /** Directs the log; called once, before the command runs. */
    final void open(LogFile logFile) {
        logFile.open(home(), common.verbose());
    }

    final Path home() {
        return common.home();
    }

    final boolean json() {
        return common.json();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final Progress progress() {
        return progress;
    }

    /** Prints the result: the object as JSON with {@code --json}, the text otherwise. */
    final void print(Object result, String text) throws IOException {
        out().println(json() ? JSON.writeValueAsString(result) : text);
        out().flush();
    }

    static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Work on the graph. */
    interface GraphWork<T> {
        T with(GraphConnection connection) throws IOException;
    }

    final <T> T onGraph(Neo4jOptions options, GraphWork<T> work) throws IOException {
        try (GraphConnection connection = GraphConnection.open(options.checkedTarget(home()))) {
            return work.with(connection);
        }
    }

    /** The same for work on a run that the graph holds. */
    final <T> T onGraph(GraphRun run, GraphWork<T> work) throws IOException {
        run.check(home());
        return onGraph(run.neo4j(), work);
    }
}
