package dev.steergraph.analytics.community;

import dev.steergraph.analytics.map.FeatureMap;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.CommunitiesResult;
import dev.steergraph.core.stage.CommunitiesSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.QueryConfig;

/** The stage communities: finds the communities of a loaded run, its structure and its map, all with one seed. */
public final class CommunitiesStage {

    private final Driver driver;
    private final String database;

    public CommunitiesStage(Driver driver, String database) {
        this.driver = driver;
        this.database = database;
    }

    /**
     * Analyses a loaded run and writes what was found to the graph, in place of earlier results.
     *
     * @throws UserError if the database has no such run
     */
    public CommunityAnalysis analyse(RunId run, CommunityParameters parameters) {
        CommunityReport report = CommunityDetection.run(driver, database, run, parameters);
        return new CommunityAnalysis(
                report,
                Structure.write(driver, database, run),
                FeatureMap.write(driver, database, run, parameters.seed()));
    }

    /**
     * The same with default parameters, recorded in the run directory; skipped if the graph has its result already, which a load
     * that changed something removes.
     *
     * @throws UserError if the run is not loaded
     */
    public void execute(RunDirectory run, long seed, Progress progress) throws IOException {
        CommunitiesSettings settings =
                new CommunitiesSettings(run.finished(Stages.LOAD).settings().correlations(), seed);
        if (run.isFinished(Stages.COMMUNITIES, settings) && hasCommunities(run.id())) {
            return;
        }
        run.begin(Stages.COMMUNITIES, settings);
        Stopwatch clock = new Stopwatch();
        progress.begin(Stages.COMMUNITIES.name(), 0, "");
        CommunityReport report =
                analyse(run.id(), CommunityParameters.DEFAULT.withSeed(seed)).report();
        int communities = report.communities().size();
        run.finish(
                Stages.COMMUNITIES,
                clock.lap(),
                new CommunitiesResult(communities, report.modularity(), report.nullModularity()));
        progress.end(String.format(
                Locale.ROOT,
                "%d, modularity %.3f (%.3f in a random graph of the same degrees)",
                communities,
                report.modularity(),
                report.nullModularity()));
    }

    private boolean hasCommunities(RunId run) {
        return !driver.executableQuery(
                        CypherFile.load("queries/communities.cypher").statement())
                .withParameters(Map.of("run", run.value(), "limit", 1))
                .withConfig(QueryConfig.builder().withDatabase(database).build())
                .execute()
                .records()
                .isEmpty();
    }
}
