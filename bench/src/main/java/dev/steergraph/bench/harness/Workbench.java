package dev.steergraph.bench.harness;

import dev.steergraph.core.io.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where and with what a benchmark works.
 *
 * @param cache for files that take long to make; outside the checkout
 * @param peers who runs the peers' scripts
 * @param steergraph the command, as words
 * @param threads for either side
 * @param out where results are printed
 */
public record Workbench(Path cache, Peers peers, List<String> steergraph, int threads, PrintStream out) {

    /**
     * {@code BENCH_CACHE} (default: {@code steergraph-bench} in the user's cache), {@code BENCH_HOME} (this module's
     * folder), {@code BENCH_THREADS} (default: 2), and what {@link Peers} reads.
     */
    public static Workbench fromEnvironment(Map<String, String> environment) {
        Path caches = environment.containsKey("XDG_CACHE_HOME")
                ? Path.of(environment.get("XDG_CACHE_HOME"))
                : Path.of(System.getProperty("user.home"), ".cache");
        String cache = environment.get("BENCH_CACHE");
        Path home = Path.of(environment.getOrDefault("BENCH_HOME", "bench")).toAbsolutePath();
        int threads = Integer.parseInt(environment.getOrDefault("BENCH_THREADS", "2"));
        return new Workbench(
                cache == null ? caches.resolve("steergraph-bench") : Path.of(cache),
                Peers.fromEnvironment(home.resolve("peers"), environment, threads),
                List.of(home.resolveSibling("steergraph").toString()),
                threads,
                System.out);
    }

    /** An empty folder in the cache for one round. */
    public Path scratch(String name) throws IOException {
        Path folder = cache.resolve("scratch").resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Folders.delete(folder);
    }

    public void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
