package dev.steergraph.web.pages;

import dev.steergraph.web.http.Assets;
import dev.steergraph.web.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The few files of other people's JavaScript that the pages use, found in their WebJars whatever their version. */
final class Libraries {

    private static final String NPM = "org.webjars.npm";

    private record File(String group, String artifact, String path) {}

    private static final Map<String, File> FILES = Map.of(
            "cytoscape.mjs", new File(NPM, "cytoscape", "dist/cytoscape.esm.min.mjs"),
            "layout-base.js", new File(NPM, "layout-base", "layout-base.js"),
            "cose-base.js", new File(NPM, "cose-base", "cose-base.js"),
            "cytoscape-fcose.js", new File(NPM, "cytoscape-fcose", "cytoscape-fcose.js"),
            "swagger-ui.js", new File("org.webjars", "swagger-ui", "swagger-ui-bundle.js"),
            "swagger-ui.css", new File("org.webjars", "swagger-ui", "swagger-ui.css"));

    private final Assets webJars = new Assets("META-INF/resources/webjars/");

    /** {@code GET /lib/{file}} */
    void serve(Context ctx) {
        File file = FILES.get(ctx.pathParam("file"));
        if (file == null) {
            throw Problem.notFound("there is no file " + ctx.path());
        }
        webJars.serve(ctx, file.artifact() + "/" + version(file) + "/" + file.path());
    }

    private static String version(File file) {
        String properties = "META-INF/maven/" + file.group() + "/" + file.artifact() + "/pom.properties";
        try (InputStream in = Libraries.class.getClassLoader().getResourceAsStream(properties)) {
            if (in == null) {
                throw new IllegalStateException("the WebJar " + file.artifact() + " is not on the class path");
            }
            Properties read = new Properties();
            read.load(in);
            return read.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
