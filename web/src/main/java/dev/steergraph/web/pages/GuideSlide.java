package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import java.util.List;

/**
 * A slide of the guide.
 *
 * @param title its head
 * @param text what it is about
 * @param queries names of files below {@code queries/}
 */
public record GuideSlide(String title, String text, List<String> queries) {

    /**
     * A query on a slide.
     *
     * @param title its first comment
     * @param text the whole file
     */
    public record Query(String title, String text) {}

    List<CypherFile> files() {
        return queries.stream().map(name -> CypherFile.load(file(name))).toList();
    }

    /** The queries as they are shown. */
    public List<Query> shown() {
        return queries.stream()
                .map(name -> new Query(
                        CypherFile.load(file(name)).title(),
                        CypherFile.text(file(name)).strip()))
                .toList();
    }

    private static String file(String name) {
        return "queries/" + name + ".cypher";
    }
}
