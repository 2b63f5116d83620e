package dev.steergraph.ingest.extract.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSizeTest {

    private static final long BILLION = 1_000_000_000;

    @TempDir
    private Path folder;

    @Test
    void aRowHasItsTokenItsActivationsAndItsCodes() {
        RowBytes bytes = RowBytes.extracted(384, List.of(32.0, 64.5));
        assertThat(bytes.tokens()).isEqualTo(4 + 8 + 4);
        assertThat(bytes.activations()).isEqualTo(384 * 4);
        assertThat(bytes.codes()).isEqualTo(12 + 32 * 8 + 12 + 64.5 * 8);
        assertThat(RowBytes.encoded(List.of(32.0)).sum()).isEqualTo(12 + 32 * 8);
    }

    @Test
    void theSentenceNamesTheRunWhatItTakesAndWhatToDo() throws IOException {
        JobSize size = new JobSize(BILLION, RowBytes.extracted(26 * 2304, List.of(100.0)), 0, 0);
        assertThat(size.fault(Path.of("runs/big"), 30 * BILLION))
                .hasValue(
                        "Run runs/big needs about 240 TB for 1,000,000,000 rows (activations 240 TB, codes 812 GB, tokens"
                                + " 16 GB), but its disk has 30 GB free; take fewer rows, a run folder on a larger disk, or"
                                + " codes alone without keeping activations, or accept the size to begin all the same"
                                + " (docs/distributed.md has what a run takes).");
        Path run = folder.resolve("not/there/yet");
        assertThatThrownBy(() -> new JobSize(Long.MAX_VALUE / 4, RowBytes.extracted(1 << 20, List.of()), 0, 0)
                        .requireRoom(run, false))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.settings()).containsExactly("accept-size"))
                .hasMessageContaining("needs about");
        new JobSize(Long.MAX_VALUE / 4, RowBytes.extracted(1 << 20, List.of()), 0, 0).requireRoom(run, true);
        assertThat(run.getParent()).doesNotExist();
    }

    @Property
    void isRefusedExactlyIfWhatIsLeftExceedsWhatIsFree(
            @ForAll @LongRange(min = 0, max = 1L << 40) long rows,
            @ForAll @LongRange(min = 0, max = 1 << 20) long values,
            @ForAll @LongRange(min = 0) long free) {
        JobSize size = new JobSize(rows, RowBytes.extracted(values, List.of()), 0, 0);
        double needed = (double) rows * (16 + 4 * values);
        assertThat(size.left()).isCloseTo(needed, within(needed * 1e-12));
        assertThat(size.fault(Path.of("r"), free).isPresent()).isEqualTo(needed > free);
    }

    @Property
    void whatIsThereTellsWhatTheRestTakes(
            @ForAll @LongRange(min = 1, max = 1L << 40) long done,
            @ForAll @LongRange(min = 0, max = 1L << 40) long more,
            @ForAll @LongRange(min = 1, max = 100_000) long each) {
        RowBytes guessed = RowBytes.extracted(1 << 20, List.of());
        double left = new JobSize(done + more, guessed, done, done * each).left();
        assertThat(left).isCloseTo((double) more * each, within(1 + more * each * 1e-12));
        assertThat(new JobSize(done, guessed, done + more, done * each).left()).isZero();
    }

    @Test
    void amountsAreReadable() {
        assertThat(Amount.bytes(70 << 20)).isEqualTo("73 MB");
        assertThat(Amount.bytes(1.24e12)).isEqualTo("1.2 TB");
        assertThat(Amount.bytes(999.6e9)).isEqualTo("1.0 TB");
        assertThat(Amount.bytes(0)).isEqualTo("0.0 kB");
        assertThat(Amount.bytes(3e21)).isEqualTo("3,000 EB");
        assertThat(Amount.count(1L << 40)).isEqualTo("1,099,511,627,776");
        assertThat(Amount.time(30 * 3600)).isEqualTo("30 hours");
        assertThat(Amount.time(94 * 86400)).isEqualTo("94 days");
    }
}
