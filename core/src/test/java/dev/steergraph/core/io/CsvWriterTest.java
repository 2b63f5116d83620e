package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvWriterTest {

    @Test
    void numbersStandAsJavaWritesThemAndTextsAreQuotedWhereTheyMust() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvWriter csv = new CsvWriter(out, "layer", "r", "text")) {
            csv.row(0, 0.7071067811865476, "plain");
            csv.row(-1, 1.0E-5, "a \"quoted\", word");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("layer,r,text\n0,0.7071067811865476,plain\n-1,1.0E-5,\"a \"\"quoted\"\", word\"\n");
    }
}
