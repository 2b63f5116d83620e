package dev.steergraph.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void sidesTakeTurnsAndMediansCount() throws IOException {
        List<String> order = new ArrayList<>();
        Iterator<Double> ours = List.of(1.0, 2.0, 10.0).iterator();
        Iterator<Double> theirs = List.of(2.0, 8.0, 10.0).iterator();
        Rounds rounds = Rounds.alternate(
                3,
                List.of(
                        () -> measured("ours", 100, ours.next(), order),
                        () -> measured("theirs", 100, theirs.next(), order)));
        assertThat(order).containsExactly("ours", "theirs", "ours", "theirs", "ours", "theirs");
        assertThat(rounds.rate("ours")).isEqualTo(50);
        assertThat(rounds.gigaflops("ours")).isEqualTo(25);
        assertThat(rounds.ratios("ours", "theirs")).containsExactly(1, 2, 4);
        assertThat(rounds.ratio("ours", "theirs")).isEqualTo(2);
    }

    @Test
    void tablesAlign() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Table("", "tokens/s")
                .row("ours", "1,876")
                .row("the other side", "12")
                .print(new PrintStream(printed, true));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .hasToString(String.format(
                        "%s%n%s%n%s%n",
                        "                 tokens/s", "ours                1,876", "the other side         12"));
    }

    private static List<Measurement> measured(String side, double units, double seconds, List<String> order) {
        order.add(side);
        return List.of(new Measurement(side, units, seconds, 0.5, ""));
    }
}
