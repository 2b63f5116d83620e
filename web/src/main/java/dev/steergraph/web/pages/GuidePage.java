package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.StandaloneQuery;
import java.util.List;

/**
 * The guide as it is shown.
 *
 * @param run the run that its queries are about
 * @param slides in their order
 */
public record GuidePage(String run, List<Slide> slides) {

    /**
     * A slide with the text of its queries.
     *
     * @param title its head
     * @param text what it is about
     */
    public record Slide(String title, String text, List<Query> queries) {}

    /**
     * A query on a slide.
     *
     * @param title its first comment
     * @param text one statement and what is said of it
     */
    public record Query(String title, String text) {}

    static GuidePage of(List<GuideSlide> slides, String run) {
        return new GuidePage(
                run,
                slides.stream()
                        .map(slide -> new Slide(
                                slide.title(),
                                slide.text(),
                                slide.files().stream()
                                        .map(file -> query(file, run))
                                        .toList()))
                        .toList());
    }

    private static Query query(CypherFile file, String run) {
        return new Query(file.title(), StandaloneQuery.of(file, run).strip());
    }
}
