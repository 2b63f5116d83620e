package dev.steergraph.ingest.model.engine;

import ai.djl.util.Platform;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed PyTorch in place of the build's: {@code PYTORCH_LIBRARY_PATH} names its {@code lib} folder. DJL loads what is
 * there unseen, and libraries of another version end the process; so its version is looked at first.
 */
public final class InstalledTorch {

    private static final String PATH = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOR = "PYTORCH_FLAVOR";

    /** Where pip's packages and libtorch's archives say their version, beside {@code lib}. */
    private static final List<String> VERSION_FILES = List.of("version.py", "build-version");

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+[^'\"\\s]*");

    private InstalledTorch() {}

    /** To be called before the engine is first asked for. @throws UserError if its version is not that of the build */
    public static void check() {
        prepare(
                System.getenv(),
                System.getProperties(),
                Platform.detectPlatform("pytorch").getVersion());
    }

    /**
     * @param properties gets the flavour of DJL's glue, which DJL guesses wrongly
     * @param built the version that the build is for, such as 2.7.1-20250812
     */
    static void prepare(Map<String, String> env, Properties properties, String built) {
        String path = env.getOrDefault(PATH, "");
        if (path.isBlank()) {
            return;
        }
        Path lib = Path.of(path);
        if (!Files.isDirectory(lib)) {
            throw new UserError(PATH + " is " + path + ", which is no folder; name the lib folder of a PyTorch "
                    + minor(built) + ", or unset it.");
        }
        Optional<String> installed = version(lib.toAbsolutePath().normalize().resolveSibling(""));
        if (installed.isPresent() && !minor(installed.get()).equals(minor(built))) {
            throw new UserError(PATH + " is " + path + ", which has PyTorch " + installed.get()
                    + "; this build works with " + minor(built) + ": install that, or unset it.");
        }
        if (!env.containsKey(FLAVOR)) {
            boolean cuda = Files.exists(lib.resolve(System.mapLibraryName("torch_cuda")));
            properties.setProperty(FLAVOR, cuda ? "cu128" : "cpu");
        }
    }

    private static Optional<String> version(Path home) {
        for (String file : VERSION_FILES) {
            try {
                Matcher matcher = VERSION.matcher(Files.readString(home.resolve(file)));
                if (matcher.find()) {
                    return Optional.of(matcher.group());
                }
            } catch (IOException e) {
                // Not there: the next may be.
            }
        }
        return Optional.empty();
    }

    /** 2.7 of 2.7.1+cpu: what libraries have to agree in. */
    private static String minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? matcher.group(1) + "." + matcher.group(2) : version;
    }
}
