package dev.steergraph.web;

import dev.steergraph.cypher.CypherFile;
import java.util.List;

/**
 * A slide of the guide.
 *
 * @param title its head
 * @param text what it is about
 * @param queries names of files below {@code queries/}
 */
record GuideSlide(String title, String text, List<String> queries) {

    List<CypherFile> files() {
        return queries.stream().map(name -> CypherFile.load(file(name))).toList();
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<slide>\n<h3>" + escape(title) + "</h3>\n<p>" + escape(text) + "</p>\n");
        for (String query : queries) {
            html.append("<p>")
                    .append(escape(CypherFile.load(file(query)).title()))
                    .append("</p>\n<pre mode=\"cypher\" class=\"pre-scrollable code runnable\">\n")
                    .append(escape(CypherFile.text(file(query)).strip()))
                    .append("\n</pre>\n");
        }
        return html.append("</slide>\n").toString();
    }

    private static String file(String name) {
        return "queries/" + name + ".cypher";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
