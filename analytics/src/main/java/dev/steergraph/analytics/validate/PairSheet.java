package dev.steergraph.analytics.validate;

import static dev.steergraph.analytics.validate.Html.count;
import static dev.steergraph.analytics.validate.Html.escape;
import static dev.steergraph.analytics.validate.Html.format;

import java.util.List;

/** The pairs that a person should judge, on paper or in {@code pairs.csv}. */
final class PairSheet {

    private static final int SHADES = 5;
    /** Tokens shown on either side of the strongest. */
    private static final int AROUND = 22;

    private PairSheet() {}

    static String of(List<JudgedPair> pairs) {
        StringBuilder sheet = new StringBuilder(format(
                "<section id=\"pairs\">\n<h2>Pairs to judge <small>the %s strongest across layers</small></h2>\n",
                count(pairs.size())));
        sheet.append(
                "<p>Do the two features of a pair stand for the same thing? Put a verdict here, or in <code>pairs.csv</code>.</p>\n");
        pairs.forEach(pair -> sheet.append(card(pair)));
        return sheet.append("</section>\n").toString();
    }

    private static String card(JudgedPair pair) {
        return format(
                "<article>\n<header><h3><span class=\"n\">%d</span> %s <span class=\"and\">and</span> %s</h3>"
                        + "<p class=\"facts\"><b>r %+.3f</b>%s · both on %s rows of %s texts</p></header>\n"
                        + "<div class=\"sides\">\n%s%s</div>\n"
                        + "<p class=\"verdict\"><span>☐ the same</span> <span>☐ related</span> <span>☐ unrelated</span> "
                        + "<span>☐ cannot tell</span></p>\n</article>\n",
                pair.number(),
                ValidationHtml.feature(pair.lower().place(), pair.lower().label()),
                ValidationHtml.feature(pair.higher().place(), pair.higher().label()),
                pair.r(),
                pair.mi() == null ? "" : format(" · %.3f bits", pair.mi()),
                count(pair.rows()),
                count(pair.documents()),
                side(pair.lower()),
                side(pair.higher()));
    }

    private static String side(JudgedPair.Side side) {
        StringBuilder html = new StringBuilder(format(
                "<div>\n<h4>%s <small>on %s of the rows</small></h4>\n<ol>\n",
                ValidationHtml.feature(side.place(), side.label()), Html.percent(side.density())));
        for (JudgedPair.Text text : side.texts()) {
            html.append("<li>").append(tokens(text, side.max()));
            if (text.category() != null) {
                html.append(" <small>").append(escape(text.category())).append("</small>");
            }
            html.append("</li>\n");
        }
        return html.append("</ol>\n</div>\n").toString();
    }

    private static String tokens(JudgedPair.Text text, double max) {
        List<String> shown = ReadableTokens.of(text.tokens());
        int strongest = 0;
        for (int i = 1; i < text.activations().size(); i++) {
            strongest = text.activations().get(i) > text.activations().get(strongest) ? i : strongest;
        }
        int from = Math.max(0, strongest - AROUND);
        int to = Math.min(shown.size(), strongest + AROUND + 1);
        StringBuilder html = new StringBuilder(from > 0 ? "… " : "");
        for (int i = from; i < to; i++) {
            double activation =
                    i < text.activations().size() ? text.activations().get(i) : 0;
            html.append(token(shown.get(i), activation, max));
        }
        return html.append(to < shown.size() ? " …" : "").toString();
    }

    private static String token(String text, double activation, double max) {
        int shade = activation > 0 && max > 0
                ? (int) Math.max(1, Math.min(SHADES, Math.ceil(SHADES * activation / max)))
                : 0;
        if (shade == 0) {
            return escape(text);
        }
        String space = text.startsWith(" ") ? " " : "";
        return space + format("<mark class=\"a%d\" title=\"%.2f\">%s</mark>", shade, activation, escape(text.strip()));
    }
}
