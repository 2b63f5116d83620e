package dev.steergraph.analytics.validate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code pairs.csv}: the pairs to judge, one a line (RFC 4180), with an empty column for the verdict and one for a note. */
final class PairCsv {

    private PairCsv() {}

    static String of(List<JudgedPair> pairs) {
        StringBuilder csv = new StringBuilder(
                "pair,r,mi,rows,documents,lower,lower_label,lower_contexts,higher,higher_label,higher_contexts,verdict,note\r\n");
        for (JudgedPair pair : pairs) {
            csv.append(List.of(
                                    Integer.toString(pair.number()),
                                    String.format(Locale.ROOT, "%.6f", pair.r()),
                                    pair.mi() == null ? "" : String.format(Locale.ROOT, "%.6f", pair.mi()),
                                    Long.toString(pair.rows()),
                                    Long.toString(pair.documents()),
                                    pair.lower().key(),
                                    pair.lower().label(),
                                    contexts(pair.lower()),
                                    pair.higher().key(),
                                    pair.higher().label(),
                                    contexts(pair.higher()),
                                    "",
                                    "")
                            .stream()
                            .map(PairCsv::field)
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString();
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

    /** Quoted, and never a formula to a spreadsheet. */
    private static String field(String value) {
        boolean formula = !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0 && !value.matches("-?[0-9.]+");
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
