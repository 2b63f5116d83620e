package dev.steergraph.web.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** A page of the server's own that is made of one value; what is put into it is escaped. */
enum Template {
    PROBLEM("problem.jte"),
    TOKEN("token.jte"),
    ADMITTED("admitted.jte");

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Template.class.getClassLoader(), "dev.steergraph.web.pages.template");

    private final String file;

    Template(String file) {
        this.file = file;
    }

    String with(Object value) {
        StringOutput html = new StringOutput();
        ENGINE.render(file, value, html);
        return html.toString();
    }
}
