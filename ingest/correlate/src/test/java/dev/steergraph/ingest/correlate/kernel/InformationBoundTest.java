package dev.steergraph.ingest.correlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InformationBoundTest {

    @Property(tries = 1000)
    void noTableTellsMoreThanItsCorrelationAllows(@ForAll @IntRange(min = 2, max = 100_000) int n, @ForAll long seed) {
        Random random = new Random(seed);
        int n1 = 1 + random.nextInt(n - 1);
        int n2 = 1 + random.nextInt(n - 1);
        int least = Math.max(0, n1 + n2 - n);
        int n11 = least + random.nextInt(Math.min(n1, n2) - least + 1);
        double bits = BinaryInformation.mutual(n11, n1, n2, n);
        double phi = ((double) n * n11 - (double) n1 * n2)
                / Math.sqrt((double) n1 * (n - n1))
                / Math.sqrt((double) n2 * (n - n2));
        assertThat(Math.abs(phi)).isGreaterThanOrEqualTo(InformationBound.leastCorrelation(bits));
    }
}
