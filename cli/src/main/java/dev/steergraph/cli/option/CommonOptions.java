package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where database, runs and logs live (default: $STEERGRAPH_HOME, or ~/.steergraph).")
    private Optional<Path> home = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--verbose", description = "Log more, and show stack traces.")
    private boolean verbose;

    public Path home() {
        Path chosen = home.orElseGet(CommonOptions::fromEnvironment);
        if (Files.exists(chosen) && !Files.isDirectory(chosen)) {
            throw new UserError(chosen + " is not a folder; give another --home.");
        }
        return chosen.toAbsolutePath().normalize();
    }

    public boolean json() {
        return json;
    }

    public boolean verbose() {
        return verbose;
    }

    private static Path fromEnvironment() {
        return Optional.ofNullable(System.getenv("STEERGRAPH_HOME"))
                .filter(variable -> !variable.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".steergraph"));
    }
}
