package dev.steergraph.web.view;

import dev.steergraph.web.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, on the page that a browser shows. */
public final class Axe {

    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Axe() {}

    /** What is serious or critical: rule, then where. */
    public static List<?> seriousViolations(Chromium chromium) throws IOException {
        return run(chromium, "{resultTypes: ['violations']}", "['serious', 'critical'].includes(v.impact)");
    }

    /** What is smaller than 24 by 24 pixels and has no room around it, by the rule that axe-core only follows when asked to. */
    static List<?> smallTargets(Chromium chromium) throws IOException {
        return run(chromium, "{runOnly: {type: 'rule', values: ['target-size']}}", "true");
    }

    private static List<?> run(Chromium chromium, String options, String counts) throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream(SCRIPT)) {
            chromium.script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>)
                chromium.scriptThatCallsBack(
                        "const done = arguments[arguments.length - 1];"
                                + "axe.run(" + options + ").then(r => done(r.violations.filter(v => " + counts + ")"
                                + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 240)))), e => done([String(e)]))");
    }
}
