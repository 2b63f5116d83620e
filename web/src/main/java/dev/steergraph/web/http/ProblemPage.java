package dev.steergraph.web.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The page on which a person reads what a client reads as a problem body. */
final class ProblemPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ProblemPage.class.getClassLoader(), "dev.steergraph.web.pages.template");

    private ProblemPage() {}

    static String of(ProblemBody problem) {
        StringOutput html = new StringOutput();
        TEMPLATES.render("problem.jte", problem, html);
        return html.toString();
    }

    /** Whether a person looks at the answer: who asks for data below {@code /api/} reads JSON, a browser's tab says what it shows. */
    static boolean isFor(String path, String accept) {
        return !path.startsWith("/api/") && accept.contains("text/html");
    }
}
