package dev.steergraph.ingest.correlate.report;

import java.util.List;
import java.util.Locale;

/** Writes a page of headings, paragraphs and tables. Texts are escaped; what is given as markup is not. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    static String text(Object value) {
        return value.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three digits, with a true minus sign; the sign also for positive values. */
    static String signed(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
    }

    Html markup(String markup) {
        out.append(markup).append('\n');
        return this;
    }

    Html heading(String text) {
        return markup("<h2>" + text(text) + "</h2>");
    }

    Html paragraph(String text) {
        return markup("<p>" + text(text) + "</p>");
    }

    Html quiet(String text) {
        return markup("<p class=\"soft\">" + text(text) + "</p>");
    }

    /** @param cells of the head, as text; those of columns of text begin with {@code <} */
    Html beginTable(String caption, List<String> cells) {
        markup("<div class=\"wide\" tabindex=\"0\"><table>");
        if (!caption.isEmpty()) {
            markup("<caption>" + text(caption) + "</caption>");
        }
        StringBuilder row = new StringBuilder("<thead><tr>");
        for (String cell : cells) {
            boolean left = cell.startsWith("<");
            row.append(left ? "<th class=\"text\" scope=\"col\">" : "<th scope=\"col\">")
                    .append(text(left ? cell.substring(1) : cell))
                    .append("</th>");
        }
        return markup(row + "</tr></thead><tbody>");
    }

    /** @param cells as markup */
    Html row(boolean marked, String head, List<String> cells) {
        StringBuilder row = new StringBuilder(marked ? "<tr class=\"chosen\">" : "<tr>");
        row.append("<th scope=\"row\">").append(head).append("</th>");
        for (String cell : cells) {
            row.append(cell.startsWith("<td") ? cell : "<td>" + cell + "</td>");
        }
        return markup(row + "</tr>");
    }

    Html endTable() {
        return markup("</tbody></table></div>");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
