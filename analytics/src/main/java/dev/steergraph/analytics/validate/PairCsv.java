package dev.steergraph.analytics.validate;

import dev.steergraph.core.io.Formulas;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** {@code pairs.csv}: the pairs to judge, one a line (RFC 4180), with an empty column for the verdict and one for a note. */
final class PairCsv {

    private static final CSVFormat NAMES = CSVFormat.RFC4180;
    private static final CSVFormat ROWS =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private PairCsv() {}

    static String of(List<JudgedPair> pairs) throws IOException {
        StringBuilder text = new StringBuilder();
        new CSVPrinter(text, NAMES)
                .printRecord(
                        "pair",
                        "r",
                        "mi",
                        "rows",
                        "documents",
                        "lower",
                        "lower_label",
                        "lower_contexts",
                        "higher",
                        "higher_label",
                        "higher_contexts",
                        "verdict",
                        "note");
        CSVPrinter rows = new CSVPrinter(text, ROWS);
        for (JudgedPair pair : pairs) {
            rows.printRecord(
                    pair.number(),
                    number(pair.r()),
                    number(pair.mi()),
                    pair.rows(),
                    pair.documents(),
                    text(pair.lower().key()),
                    text(pair.lower().label()),
                    text(contexts(pair.lower())),
                    text(pair.higher().key()),
                    text(pair.higher().label()),
                    text(contexts(pair.higher())),
                    "",
                    "");
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** The strongest token of each text between asterisks. */
    private static String contexts(JudgedPair.Side side) {
        return side.texts().stream().map(PairCsv::context).collect(Collectors.joining("\n"));
    }

    private static String context(JudgedPair.Text text) {
        List<String> shown = ReadableTokens.of(text.tokens());
        int strongest = text.strongest();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            String token = shown.get(i);
            line.append(i != strongest ? token : token.replaceFirst("\\S+", "*$0*"));
        }
        return line.toString();
    }

    private static String text(String value) {
        return Formulas.DISARMED.cell(value);
    }
}
