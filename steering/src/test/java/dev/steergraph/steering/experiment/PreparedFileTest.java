package dev.steergraph.steering.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedFileTest {

    @Test
    void whatIsKeptIsWhatWasPrepared(@TempDir Path folder) throws IOException {
        HookPoint low = HookPoint.residPost(10);
        HookPoint high = HookPoint.residPost(15);
        Prepared prepared = new Prepared(
                7,
                "w; =ö",
                new int[] {3, 1},
                new int[0],
                12,
                -1,
                Set.of(5, 3),
                Map.of(
                        Arm.SINGLE, Map.of(low, new float[] {1, -2.5f}),
                        Arm.HOLD, Map.of(low, new float[] {1, 2}, high, new float[] {3, Float.MIN_VALUE}),
                        Arm.PROMPT, Map.of()),
                new int[] {9});
        PreparedFile.write(folder.resolve("a"), prepared);
        Prepared read = PreparedFile.read(folder.resolve("a"));
        assertThat(read).usingRecursiveComparison().ignoringFields("units").isEqualTo(prepared);
        assertThat(read.units().keySet()).isEqualTo(prepared.units().keySet());
        assertThat(flat(read)).isEqualTo(flat(prepared)).hasSize(3);
    }

    private static Map<String, String> flat(Prepared prepared) {
        Map<String, String> flat = new TreeMap<>();
        prepared.units()
                .forEach((arm, units) ->
                        units.forEach((hook, unit) -> flat.put(arm + "/" + hook, Arrays.toString(unit))));
        return flat;
    }

    @Test
    void textsAreReadForWholeWords() {
        assertThat(TextWriter.holds("In the Church, they", Set.of("church"))).isTrue();
        assertThat(TextWriter.holds("In the churches", Set.of("church"))).isFalse();
    }
}
