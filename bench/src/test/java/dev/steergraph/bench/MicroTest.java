package dev.steergraph.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicroTest {

    @Test
    void everyMicroBenchmarkRuns() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev.steergraph.bench.micro.*")
                        .param("tokens", "64")
                        .param("in", "32")
                        .param("out", "32")
                        .param("features", "256")
                        .param("rows", "500")
                        .param("active", "4")
                        .param("threads", "2")
                        .param("documents", "8")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(results)
                .hasSize(3)
                .allMatch(result -> result.getPrimaryResult().getScore() > 0);
    }
}
