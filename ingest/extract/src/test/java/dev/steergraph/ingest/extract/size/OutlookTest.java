package dev.steergraph.ingest.extract.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.NotedProgress;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutlookTest {

    private static final long SECOND = 1_000_000_000;

    private final NotedProgress progress = new NotedProgress();
    private long nanos = 5;
    private long free = Long.MAX_VALUE;

    private Outlook of(OptionalLong rows) {
        return new Outlook(Path.of("runs/big"), rows, "steergraph extract", progress, () -> nanos, () -> free);
    }

    @Test
    void moreThanADayIsSaidOnceAfterAMinute() {
        Outlook outlook = of(OptionalLong.of(10_000_000_000L));
        outlook.begin();
        nanos += 59 * SECOND;
        outlook.made(59_000, 5_059_000);
        assertThat(progress.notes()).isEmpty();
        nanos += 2 * SECOND;
        outlook.made(2_000, 5_061_000);
        nanos += 60 * SECOND;
        outlook.made(60_000, 5_121_000);
        // 1,000 rows a second: 116 days.
        assertThat(progress.notes())
                .containsExactly("The 9,994,939,000 rows that are left take about 116 days on this machine;"
                        + " docs/distributed.md says how several share them (\"steergraph extract --part I/N\").");
    }

    @Test
    void aDayAtMostIsNotWorthASentence() {
        Outlook outlook = of(OptionalLong.of(60_000 + 86_400_000L));
        outlook.begin();
        nanos += 60 * SECOND;
        outlook.made(60_000, 60_000);
        assertThat(progress.notes()).isEmpty();
        Outlook longer = of(OptionalLong.of(60_000 + 86_401_000L));
        longer.begin();
        nanos += 60 * SECOND;
        longer.made(60_000, 60_000);
        assertThat(progress.notes()).hasSize(1);
    }

    @Test
    void aDiskThatWillBeFullIsSaidOnceAfterTwoParts() {
        free = 999_000;
        Outlook outlook = of(OptionalLong.of(1_200));
        outlook.written(100, 100, 90_000);
        assertThat(progress.notes()).isEmpty();
        outlook.written(100, 200, 110_000);
        outlook.written(100, 300, 110_000);
        assertThat(progress.notes())
                .containsExactly("What is left of run runs/big takes about 1.0 MB by its first parts, and its disk has"
                        + " 999 kB free; make room before it is full, or stop and go on with the folder on a larger"
                        + " disk.");
        free = 1_000_000;
        Outlook enough = of(OptionalLong.of(1_200));
        enough.written(100, 100, 90_000);
        enough.written(100, 200, 110_000);
        assertThat(progress.notes()).hasSize(1);
    }

    @Test
    void ofRowsWithoutEndNothingIsSaid() {
        free = 0;
        Outlook outlook = of(OptionalLong.empty());
        outlook.begin();
        nanos += 600 * SECOND;
        outlook.made(1, 1);
        outlook.written(1, 1, 1);
        outlook.written(1, 2, 1);
        assertThat(progress.notes()).isEmpty();
    }
}
