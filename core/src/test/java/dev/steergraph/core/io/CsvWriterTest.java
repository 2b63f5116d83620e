package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void aTextThatASpreadsheetWouldComputeIsTextInAPersonsTable(String text) {
        assertThat(Formulas.DISARMED.cell(text)).isEqualTo("'" + text);
        assertThat(Formulas.KEPT.cell(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "-1", "-0.5", "'x", " =1"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(Formulas.DISARMED.cell(text)).isEqualTo(text);
    }

    @Test
    void numbersAreNoTexts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvWriter csv = new CsvWriter(out, Formulas.DISARMED, "r", "label")) {
            csv.row(-1.0E-5, "=cmd()");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("r,label\n-1.0E-5,'=cmd()\n");
    }
}
