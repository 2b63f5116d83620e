package dev.steergraph.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link DamagedFilesTest} once found, {@code found.tsv} with a line of kind and seed for each, and a few seeds of every
 * kind that needs no run.
 */
class FoundFaultsTest {

    private static final int SAMPLE = 10;

    @TempDir
    private Path scratch;

    @Test
    void noneIsThereAgain() throws Exception {
        Map<String, List<Long>> found = found();
        List<String> faults = new ArrayList<>();
        List<Target> targets = Targets.ofOthers(scratch);
        assertThat(targets).extracting(Target::name).containsAll(found.keySet());
        for (int t = 0; t < targets.size(); t++) {
            Target target = targets.get(t);
            Path own = Files.createDirectory(scratch.resolve("trial-" + t));
            try (Trial trial = new Trial(target, own.resolve("copy"))) {
                List<Long> seeds = new ArrayList<>(found.getOrDefault(target.name(), List.of()));
                LongStream.range(0, SAMPLE).forEach(seeds::add);
                for (long seed : seeds) {
                    Trial.Outcome outcome = trial.read(seed);
                    if (outcome.fault() != null) {
                        faults.add(target.name() + ", seed " + seed + ", " + outcome.fault());
                    }
                }
                Trial.STEADS.forEach((name, stead) -> {
                    Trial.Outcome outcome = trial.read(stead);
                    if (outcome.fault() != null) {
                        faults.add(target.name() + " as " + name + " " + outcome.fault());
                    }
                });
            }
        }
        assertThat(faults).isEmpty();
    }

    private static Map<String, List<Long>> found() throws IOException {
        Map<String, List<Long>> found = new TreeMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FoundFaultsTest.class.getResourceAsStream("found.tsv")),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] columns = line.split("\t");
                found.computeIfAbsent(columns[0], name -> new ArrayList<>()).add(Long.parseLong(columns[1]));
            }
        }
        return found;
    }
}
