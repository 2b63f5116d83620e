package dev.steergraph.ingest.extract.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.run.RunTokens;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    @Test
    void everyTwentiethDocumentWhole() {
        // 45 documents of 3 rows.
        HeldOut split = HeldOut.of(rows(45, 3));
        assertThat(split.heldOut()).containsExactly(57, 58, 59, 117, 118, 119);
        assertThat(split.trained()).hasSize(135 - 6).doesNotContain(57, 58, 59, 117, 118, 119);
    }

    @Test
    void ofFewDocumentsTheLast() {
        assertThat(HeldOut.of(rows(3, 4)).heldOut()).containsExactly(8, 9, 10, 11);
    }

    @Test
    void ofOneDocumentTheLastTwentiethOfItsRows() {
        assertThat(HeldOut.of(rows(1, 60)).heldOut()).containsExactly(57, 58, 59);
        assertThat(HeldOut.of(rows(1, 10)).heldOut()).isEmpty();
        assertThat(HeldOut.of(rows(1, 10)).trained()).hasSize(10);
    }

    private static RunTokens rows(int documents, int rowsEach) {
        int[] document =
                IntStream.range(0, documents * rowsEach).map(r -> r / rowsEach).toArray();
        return new RunTokens(new int[document.length], document, new int[] {document.length});
    }
}
