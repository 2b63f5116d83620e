package dev.steergraph.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arguments as a process in another folder understands them: executors do not work where the driver does. */
final class AbsolutePaths {

    private AbsolutePaths() {}

    static List<String> of(List<String> arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            boolean isRun = !all.isEmpty() && all.get(all.size() - 1).equals("--run") && !Step.isRemote(argument);
            int value = argument.indexOf('=') + 1;
            all.add(
                    isRun || isFile(argument)
                            ? absolute(argument)
                            : value > 0 && isFile(argument.substring(value))
                                    ? argument.substring(0, value) + absolute(argument.substring(value))
                                    : argument);
        }
        return all;
    }

    /** A name without a slash is a folder's only if nothing else can be meant, such as the model that is called minilm. */
    private static boolean isFile(String path) {
        if (path.indexOf('*') >= 0) {
            return path.contains("/");
        }
        Path file = Path.of(path);
        return path.contains("/") ? Files.exists(file) : Files.isRegularFile(file);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
