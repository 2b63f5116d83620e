package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.ingest.load.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Attaches what others say that features mean: {@code (:Explanation)-[:OF]->(:Feature)}, several for one feature. The same
 * explanation is there once, however often it is loaded. Features get the texts as well, for the search and for exports.
 */
public final class LoadLabels {

    private final Driver driver;
    private final String database;
    private final RunId run;
    private final Progress progress;

    /** @param run which is in the database */
    public LoadLabels(Driver driver, String database, RunId run, Progress progress) {
        this.driver = driver;
        this.database = database;
        this.run = run;
        this.progress = progress;
    }

    /** Whether there is such a file or folder. @param argument as {@link #load} takes it */
    public static void check(String argument) {
        Path after = Path.of(argument.substring(argument.indexOf('=') + 1));
        if (!Files.exists(Path.of(argument)) && !Files.exists(after)) {
            throw new UserError(after + " does not exist; name a file or folder of explanations").in("labels");
        }
    }

    /**
     * Loads a file or folder of Neuronpedia's or delphi's.
     *
     * @param argument its path, or the name of one of the run's sets, "=", and the path, where the file does not say enough
     * @throws UserError if it is damaged, or explains none of the run's features; nothing is loaded then
     */
    public LabelCounts load(String argument) throws IOException {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            List<GraphSet> sets = session.run(
                            CypherFile.load("load/label-sets.cypher").statement(), Map.of("run", run.value()))
                    .list(GraphSet::of);
            String file = argument;
            int equals = argument.indexOf('=');
            if (equals > 0 && !Files.exists(Path.of(argument))) {
                String named = argument.substring(0, equals);
                List<GraphSet> only =
                        sets.stream().filter(set -> set.sae().equals(named)).toList();
                if (!only.isEmpty()) {
                    sets = only;
                    file = argument.substring(equals + 1);
                }
            }
            LabelReader reader = LabelReader.of(file);
            LabelMatch match = new LabelMatch(file, run, sets);
            progress.begin("labels " + file, 0, "explanations");
            reader.read(match::count);
            match.requireAny();
            Schema.create(session);
            LabelWriter writer = new LabelWriter(session, run, match, progress);
            reader.read(writer::add);
            writer.finish();
            progress.end("");
            return match.counts(writer.written(), reader.empty());
        }
    }
}
