package dev.steergraph.cli.option;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Record;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which loaded run a command is about. */
public final class GraphRun {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,4}):(\\d{1,9})");

    @Option(
            names = "--run",
            paramLabel = "DIR|ID",
            description = "A loaded run, by its folder or id (default: the newest in the database).")
    private Optional<String> run = Optional.empty();

    @Mixin
    private Neo4jOptions neo4j;

    public Neo4jOptions neo4j() {
        return neo4j;
    }

    /** Whether a run was asked for by name. */
    public boolean isNamed() {
        return run.isPresent();
    }

    /** The folder that --run names, if it names one. */
    public Optional<Path> folder() {
        return run.map(Path::of).filter(path -> Files.exists(path.resolve("run.json")));
    }

    /** A run in the database. */
    public record Loaded(RunId id) {

        /**
         * The key of a feature given as {@code LAYER:INDEX}.
         *
         * @throws UserError if the text has another form, or the run has no such feature
         */
        public String key(GraphConnection connection, String option, String place) {
            Matcher matcher = PLACE.matcher(place);
            if (!matcher.matches()) {
                throw new UserError(option + " " + place + " is no feature; write layer and index, such as 3:650.");
            }
            List<Record> found = connection.query(
                    "queries/feature-key.cypher",
                    Map.of(
                            "run", id.value(),
                            "layer", Integer.parseInt(matcher.group(1)),
                            "index", Integer.parseInt(matcher.group(2))));
            if (found.isEmpty()) {
                throw new UserError(option + " " + place + ": run " + id + " has no such feature in the graph.");
            }
            return found.get(0).get("key").asString();
        }
    }

    /** @throws UserError if the database has no such run, or none at all */
    public Loaded find(GraphConnection connection, Path home) throws IOException {
        List<Record> runs = connection.query("queries/runs.cypher", Map.of());
        if (runs.isEmpty()) {
            throw new UserError("The database " + connection.boltUri()
                    + " has no run yet; load one with \"steergraph load --run DIR\".");
        }
        if (run.isEmpty()) {
            return new Loaded(new RunId(runs.get(0).get("run").asString()));
        }
        Optional<Path> folder = folder();
        String wanted =
                folder.isPresent() ? RunDirectory.view(folder.get()).id().value() : run.get();
        List<String> ids = runs.stream().map(r -> r.get("run").asString()).toList();
        if (!ids.contains(wanted)) {
            throw new UserError("Run " + wanted + " is not in the database " + connection.boltUri() + ", which has "
                    + String.join(", ", ids) + "; load it with \"steergraph load --run DIR\".");
        }
        return new Loaded(new RunId(wanted));
    }

    /**
     * The folder of a run that is in the database, for work that needs its files.
     *
     * @throws UserError if it is neither where {@code --run} says nor under the home
     */
    public Path folder(Loaded loaded, Path home) {
        Path folder = folder().orElseGet(
                        () -> home.resolve("runs").resolve(loaded.id().value()));
        if (!folder.resolve("run.json").toFile().exists()) {
            throw new UserError("This needs the files of run " + loaded.id() + ", which are not in " + folder
                    + "; say where they are with --run DIR.");
        }
        return folder;
    }
}
