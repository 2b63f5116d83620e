package dev.steergraph.cli.option;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.LoadedSets;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSets;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which loaded run a command is about. */
public final class GraphRun {

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

    /**
     * Says what can be known without the database, which takes long to start.
     *
     * @throws UserError if what was named is neither a run nor the name of one, is not correlated yet and so in no database, or
     *     no database was ever started in this home
     */
    public void check(Path home) throws IOException {
        Optional<Path> folder = folder();
        if (folder.isPresent()) {
            try (RunDirectory directory = RunDirectory.view(folder.get())) {
                directory.finished(Stages.CORRELATE);
            }
        } else if (run.isPresent()) {
            checkName(run.get());
        }
        if (neo4j.target(home) instanceof Neo4jTarget.Embedded embedded && !GraphConnection.exists(embedded)) {
            throw new UserError("There is no database in " + embedded.home()
                    + " yet; load a run with \"steergraph load --run DIR\".");
        }
    }

    private static void checkName(String run) {
        try {
            new RunId(run);
        } catch (IllegalArgumentException e) {
            throw new UserError(run + " is neither a folder with a run nor the name of one.", e).in("run");
        }
    }

    /** @throws UserError if one of the features given by a setting is written in a form that none has */
    public static void checkAddresses(String setting, List<String> places) {
        try {
            places.forEach(FeatureAddress::parse);
        } catch (UserError e) {
            throw e.in(setting);
        }
    }

    /**
     * A run in the database.
     *
     * @param sets of its features
     */
    public record Loaded(RunId id, FeatureSets sets) {

        /**
         * The key of a feature given as {@code LAYER:INDEX}, or {@code LAYER/SET:INDEX} where the layer has several sets.
         *
         * @param setting that gives it, such as {@code from}
         * @throws UserError if the text has another form, means features of several sets, or the run has no such feature
         */
        public String key(GraphConnection connection, String setting, String place) {
            try {
                FeatureAddress address = FeatureAddress.parse(place);
                FeatureSet set = address.in(sets.sets());
                List<Record> found = connection.query(
                        "queries/feature-key.cypher",
                        Map.of("run", id.value(), "layer", set.layer(), "sae", set.sae(), "index", address.index()));
                if (found.isEmpty()) {
                    throw new UserError("Run " + id + " has no such feature as " + address + " in the graph.");
                }
                return found.get(0).get("key").asString();
            } catch (UserError e) {
                throw e.in(setting);
            }
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
            return loaded(connection, runs.get(0).get("run").asString());
        }
        Optional<Path> folder = folder();
        String wanted =
                folder.isPresent() ? RunDirectory.view(folder.get()).id().value() : run.get();
        List<String> ids = runs.stream().map(r -> r.get("run").asString()).toList();
        if (!ids.contains(wanted)) {
            throw new UserError("Run " + wanted + " is not in the database " + connection.boltUri() + ", which has "
                    + String.join(", ", ids) + "; load it with \"steergraph load --run DIR\".");
        }
        return loaded(connection, wanted);
    }

    private static Loaded loaded(GraphConnection connection, String run) {
        RunId id = new RunId(run);
        return new Loaded(id, LoadedSets.read(connection, id));
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
