package dev.steergraph.analytics.community;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.analytics.fixture.CorrelatedText;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.CommunitiesResult;
import dev.steergraph.core.stage.LoadResult;
import dev.steergraph.core.stage.LoadSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedGraph.class)
class CommunitiesStageTest {

    private static final PlantedRun PLANTED = new PlantedRun("stage", 4, 15);
    private static final RunId ID = new RunId(PLANTED.run());

    @TempDir
    private Path folder;

    @Test
    void theStageOfARunDirectoryWritesWhatTheAnalysisOfTheSameSeedWrites(GraphConnection graph) throws IOException {
        CommunitiesStage stage = new CommunitiesStage(graph.driver(), graph.database());
        PLANTED.load(graph, 1);
        CommunityReport expected =
                stage.analyse(ID, CommunityParameters.DEFAULT.withSeed(5)).report();
        List<String> analysed = features(graph);
        PLANTED.load(graph, 1);
        try (RunDirectory run = loaded()) {
            stage.execute(run, 5, CorrelatedText.SILENT);
            CommunitiesResult recorded = run.finished(Stages.COMMUNITIES).result();
            assertThat(recorded)
                    .isEqualTo(new CommunitiesResult(
                            expected.communities().size(), expected.modularity(), expected.nullModularity()));
        }
        assertThat(features(graph)).isEqualTo(analysed);
    }

    @Test
    void aFinishedStageIsSkippedUntilTheGraphLosesItsResult(GraphConnection graph) throws IOException {
        CommunitiesStage stage = new CommunitiesStage(graph.driver(), graph.database());
        PLANTED.load(graph, 1);
        try (RunDirectory run = loaded()) {
            stage.execute(run, 5, CorrelatedText.SILENT);
            List<String> first = features(graph);
            set(graph, "SET f.x = 77.0");
            stage.execute(run, 5, CorrelatedText.SILENT);
            assertThat(features(graph)).allMatch(feature -> feature.endsWith(" 77.0"));
            set(graph, "DETACH DELETE f");
            PLANTED.load(graph, 1);
            stage.execute(run, 5, CorrelatedText.SILENT);
            assertThat(features(graph)).isEqualTo(first);
        }
    }

    private RunDirectory loaded() throws IOException {
        RunDirectory run = RunDirectory.open(folder.resolve("run"), ID);
        run.begin(Stages.LOAD, new LoadSettings("0123"));
        run.finish(Stages.LOAD, 0, new LoadResult(63, 0, 0, null, null, null));
        return run;
    }

    private static void set(GraphConnection graph, String change) {
        graph.driver()
                .executableQuery("MATCH (f:Feature {run: $run}) " + change)
                .withParameters(Map.of("run", ID.value()))
                .execute();
    }

    /** Key, community, and place on the map. */
    private static List<String> features(GraphConnection graph) {
        return graph
                .driver()
                .executableQuery("MATCH (f:Feature {run: $run}) RETURN f.key + ' ' + coalesce(f.community, '') + ' '"
                        + " + toString(f.y) + ' ' + toString(f.x) AS feature ORDER BY f.key")
                .withParameters(Map.of("run", ID.value()))
                .execute()
                .records()
                .stream()
                .map(row -> row.get("feature").asString())
                .toList();
    }
}
