package dev.steergraph.analytics.neo4j;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * GDS declares its procedures in thin {@code proc} jars, which Neo4j reads from its plugins folder; everything behind them is
 * on the class path already. So these jars (about a megabyte), and no others, are copied there.
 */
final class ProcedureJars {

    private static final Pattern NAME = Pattern.compile("(alpha-proc|proc|proc-[a-z-]+)-\\d[\\w.-]*\\.jar");
    private static final String EVERY_JAR_HAS = "META-INF/MANIFEST.MF";

    private ProcedureJars() {}

    /** Makes the folder hold the procedure jars of this class path, and none of another version. */
    static void install(Path plugins) throws IOException {
        Files.createDirectories(plugins);
        Map<String, Path> jars = onClassPath();
        if (jars.isEmpty()) {
            throw new IllegalStateException("the class path has no procedure jars of the Graph Data Science library");
        }
        try (DirectoryStream<Path> present = Files.newDirectoryStream(plugins, "*.jar")) {
            for (Path jar : present) {
                if (NAME.matcher(jar.getFileName().toString()).matches()) {
                    Files.delete(jar);
                }
            }
        }
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            Files.copy(jar.getValue(), plugins.resolve(jar.getKey()));
        }
    }

    /** Looks where classes really come from: the class path's text may name only a jar that refers to others. */
    private static Map<String, Path> onClassPath() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        List<URL> manifests =
                Collections.list(ProcedureJars.class.getClassLoader().getResources(EVERY_JAR_HAS));
        for (URL manifest : manifests) {
            if (manifest.openConnection() instanceof JarURLConnection inJar) {
                Path jar = path(inJar.getJarFileURL());
                String name = jar.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    jars.put(name, jar);
                }
            }
        }
        return jars;
    }

    private static Path path(URL file) throws IOException {
        try {
            return Path.of(file.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the jar " + file, e);
        }
    }
}
