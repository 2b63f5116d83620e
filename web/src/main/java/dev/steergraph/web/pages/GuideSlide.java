package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import java.util.List;

/**
 * A slide of the guide.
 *
 * @param title its head
 * @param text what it is about
 * @param queries names of files below {@code queries/}, each of one statement
 */
record GuideSlide(String title, String text, List<String> queries) {

    List<CypherFile> files() {
        return queries.stream()
                .map(name -> CypherFile.load("queries/" + name + ".cypher"))
                .toList();
    }
}
