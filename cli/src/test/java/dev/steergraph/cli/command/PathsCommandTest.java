package dev.steergraph.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithSmallRun
class PathsCommandTest {

    @Test
    void theBestPathIsAsStrongAsTheStrongestPair(SmallRun small) throws IOException {
        JsonNode best =
                small.commands().json(between(small, "-k", "3")).get("paths").get(0);
        assertThat(best.get("product").asDouble()).isGreaterThan(0.3);
        assertThat(best.get("steps").get(0).get("gain").asDouble()).isNotZero();
    }

    @Test
    void aFeatureNamedTwiceBeginsOnePath(SmallRun small) throws IOException {
        List<String> ends = small.strongestPair();
        JsonNode direct = small.commands()
                .json(
                        "paths",
                        "--run",
                        SmallRun.ID,
                        "--from",
                        ends.get(0) + "," + ends.get(0),
                        "--to",
                        ends.get(1),
                        "--max-hops",
                        "1");
        assertThat(direct.get("paths")).hasSize(1);
    }

    @Test
    void anEndCannotBeExcluded(SmallRun small) throws IOException {
        small.commands()
                .mistake(
                        "cannot be excluded",
                        between(small, "--exclude", small.strongestPair().get(1)));
    }

    @Test
    void pathsStayInsideACommunityThatHoldsBothEnds(SmallRun small) throws IOException {
        small.commands().mistake("so no path inside community 999999", between(small, "--community", "999999"));
    }

    @Test
    void aFeatureThatIsNotThereIsAMistake(SmallRun small) throws IOException {
        small.graph();
        small.commands()
                .mistake("has no such feature", "paths", "--run", SmallRun.ID, "--from", "1:99999", "--to", "3:1");
        small.commands().mistake("no feature", "paths", "--run", SmallRun.ID, "--from", "first", "--to", "3:1");
    }

    private static String[] between(SmallRun small, String... options) throws IOException {
        List<String> ends = small.strongestPair();
        List<String> all =
                new ArrayList<>(List.of("paths", "--run", SmallRun.ID, "--from", ends.get(0), "--to", ends.get(1)));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }
}
