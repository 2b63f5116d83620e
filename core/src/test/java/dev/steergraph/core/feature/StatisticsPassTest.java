package dev.steergraph.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodeSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same file in whatever order parts come, and whoever wrote them. */
class StatisticsPassTest {

    private static final String SET = "blocks.0.hook_resid_post";
    private static final int PARTS = 23;
    private static final int SEGMENT = 4;
    private static final int ROWS = 30;
    private static final int F = 6;

    @TempDir
    private Path folder;

    private static Codes codes(int part) {
        Random random = new Random(part);
        long[] indptr = new long[ROWS + 1];
        List<Integer> indices = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            for (int f = 0; f < F; f++) {
                if (random.nextInt(3) == 0) {
                    indices.add(f);
                }
            }
            indptr[r + 1] = indices.size();
        }
        float[] values = new float[indices.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Codes(
                HookPoint.residPost(0),
                F,
                ROWS,
                indptr,
                indices.stream().mapToInt(Integer::intValue).toArray(),
                values);
    }

    /** Documents of seven rows, which go on in the next part. */
    private static int[] documents(int part) {
        return IntStream.range(part * ROWS, (part + 1) * ROWS)
                .map(row -> row / 7)
                .toArray();
    }

    /** @param told parts that the pass hears of, in this order; it reads the others from their files */
    private byte[] statistics(String name, List<Integer> told) throws IOException {
        try (RunDirectory run = RunDirectory.open(folder.resolve(name), new RunId("r"))) {
            run.begin(Stages.ENCODE, new EncodeSettings(Map.of(), Map.of()));
            for (int part = 0; part < PARTS; part++) {
                CodesFile.write(run.root().resolve(PartPaths.codes(SET, part)), codes(part), documents(part));
                if (!told.contains(part)) {
                    run.addParts(Stages.ENCODE, List.of(PartPaths.codes(SET, part)), 0);
                }
            }
            StatisticsPass pass = new StatisticsPass(run, Map.of(SET, F), SEGMENT);
            for (int part : told) {
                run.addParts(Stages.ENCODE, List.of(PartPaths.codes(SET, part)), 0);
                pass.add(part, Map.of(SET, codes(part)), documents(part));
            }
            pass.finish(PARTS, 0);
            return Files.readAllBytes(run.file(Stages.ENCODE, PartPaths.features(SET)));
        }
    }

    @Test
    void doNotDependOnWhoReadsWhatWhen() throws IOException {
        List<Integer> all = IntStream.range(0, PARTS).boxed().toList();
        byte[] inOrder = statistics("in-order", all);
        List<Integer> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(statistics("shuffled", shuffled)).isEqualTo(inOrder);
        assertThat(statistics("read-back", List.of())).isEqualTo(inOrder);
        assertThat(statistics("half", all.subList(9, 14))).isEqualTo(inOrder);
        assertThat(statistics("some", List.of(0, 5, 6))).isEqualTo(inOrder);
    }
}
