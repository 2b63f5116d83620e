package dev.steergraph.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.fixture.SmallRun;
import dev.steergraph.cli.fixture.WithSmallRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages every kind of file in many ways: {@code -Dsteergraph.campaign.inputs=N} of each (default: {@value #USUAL}), from
 * {@code -Dsteergraph.campaign.seed=S} on. What is read wrong, ends in another exception than a UserError, takes longer than
 * 20 seconds or more memory than the JVM has, or is refused without a sentence that names the file, is a fault; the report
 * names the seed that makes it again.
 */
@Tag("campaign")
@WithSmallRun
class DamagedFilesTest {

    private static final int USUAL = 250;
    private static final int SHOWN = 40;

    @TempDir
    private Path scratch;

    @Test
    void whatIsNoFileIsNamed(SmallRun small) throws Exception {
        List<Target> targets = Targets.ofRun(small.copy(), scratch);
        List<String> faults = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            Target target = targets.get(t);
            Path own = Files.createDirectory(scratch.resolve("stead-" + t));
            try (Trial trial = new Trial(target, own.resolve("copy"))) {
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

    @Test
    void noDamageIsSilentOrSpeechless(SmallRun small) throws Exception {
        int inputs = Integer.getInteger("steergraph.campaign.inputs", USUAL);
        long first = Long.getLong("steergraph.campaign.seed", 0);
        List<Target> targets = new ArrayList<>(Targets.ofOthers(scratch));
        targets.addAll(Targets.ofRun(small.copy(), scratch));
        List<String> faults = new ArrayList<>();
        Map<String, int[]> counts = new TreeMap<>();
        for (int t = 0; t < targets.size(); t++) {
            Target target = targets.get(t);
            int[] count = counts.computeIfAbsent(target.name(), name -> new int[3]);
            try (Trial trial = new Trial(
                    target, Files.createDirectory(scratch.resolve("trial-" + t)).resolve("copy"))) {
                for (long seed = first; seed < first + inputs; seed++) {
                    Trial.Outcome outcome = trial.read(seed);
                    count[0]++;
                    count[1] += outcome.refused() ? 1 : 0;
                    if (outcome.fault() != null) {
                        count[2]++;
                        faults.add(target.name() + ", seed " + seed + ", " + outcome.fault());
                    }
                }
            }
        }
        int read = counts.values().stream().mapToInt(count -> count[0]).sum();
        int refused = counts.values().stream().mapToInt(count -> count[1]).sum();
        System.out.println(read + " damaged files of " + targets.size() + " kinds: " + refused + " refused, "
                + (read - refused - faults.size()) + " read, " + faults.size() + " faults.");
        counts.forEach((name, count) -> System.out.println(
                "  " + name + ": " + count[1] + " of " + count[0] + " refused, " + count[2] + " faults"));
        assertThat(faults.stream().limit(SHOWN)).as("%d faults", faults.size()).isEmpty();
    }
}
