package dev.steergraph.bench.shares;

import dev.steergraph.bench.harness.Child;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Peak;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What shares cost: {@code steergraph correlate} by one process with all threads, then by as many processes at a time as
 * there are threads, each with one, then joined. Codes are synthetic ({@code steergraph bench-codes}).
 */
public final class SharesBench {

    private static final double GIB = 1024 * 1024;

    private SharesBench() {}

    /** @throws UserError if the two found other edges */
    public static Comparison run(Workbench bench, Options options) throws IOException {
        int features = options.number("features", 16384);
        int layers = options.number("layers", 1);
        int rows = options.number("rows", 2_200_000);
        int active = options.number("active", 80);
        int shares = options.number("shares", bench.threads());
        String memory = options.text("memory", "");
        options.nothingElse();
        if (shares == 0) {
            throw new UserError("--shares 0 is no number of shares; give at least 1.");
        }
        Child child = new Child(bench.steergraph());
        child.run(List.of("--version")); // builds what is not built
        Path home = bench.scratch("shares");
        Path run = codes(bench, child, home, features, layers, rows, active);
        List<String> correlate = new ArrayList<>(
                List.of("correlate", "--home", home.toString(), "--run", run.toString(), "--null", "0", "--top", "0"));
        if (!memory.isEmpty()) {
            correlate.addAll(List.of("--memory", memory));
        }
        PlainRun plain = PlainRun.of(run);
        Path edges = run.resolve("correlations/edges.parquet");

        Peak alone = child.run(with(correlate, "--threads", Integer.toString(bench.threads())));
        String expected = Sha256.of(edges);
        plain.restore();
        long start = System.nanoTime();
        List<Peak> several = new ArrayList<>();
        several.add(child.run(with(correlate, "--begin")));
        several.addAll(Together.run(
                child,
                shares,
                bench.threads(),
                share -> with(correlate, "--threads", "1", "--part", share + "/" + shares)));
        several.add(child.run(with(correlate, "--merge")));
        double seconds = (System.nanoTime() - start) / 1e9;
        String found = Sha256.of(edges);
        plain.restore();
        Workbench.delete(home);
        if (!found.equals(expected)) {
            throw new UserError("The shares found other edges (" + found + ") than one process (" + expected + ").");
        }
        double pairs = (double) rows * layers * active * layers * active / 2;
        Comparison comparison = new Comparison(alone, several, seconds, pairs);
        print(
                bench,
                comparison,
                shares,
                String.format(
                        Locale.ROOT,
                        "%d x %,d features, %,d rows, %d active in each",
                        layers,
                        features,
                        rows,
                        layers * active));
        return comparison;
    }

    /** Kept in the cache: they take minutes. */
    private static Path codes(Workbench bench, Child child, Path home, int features, int layers, int rows, int active)
            throws IOException {
        Path run = bench.cache().resolve("codes-" + features + "-" + layers + "-" + rows + "-" + active);
        Files.createDirectories(bench.cache());
        child.run(List.of(
                "bench-codes",
                "--home",
                home.toString(),
                "--features",
                Integer.toString(features),
                "--layers",
                Integer.toString(layers),
                "--rows",
                Integer.toString(rows),
                "--active",
                Integer.toString(active),
                "--out",
                run.toString()));
        return run;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(more));
        return words;
    }

    private static void print(Workbench bench, Comparison compared, int shares, String what) {
        bench.say("steergraph correlate: %s; the same edges both times (SHA-256)", what);
        Table table = new Table("", "seconds", "pairs/s", "peak of a process, GiB");
        row(
                table,
                "one process, " + bench.threads() + " threads",
                compared.alone().seconds(),
                compared,
                compared.alone().kibibytes());
        row(
                table,
                shares + " shares of one thread, " + bench.threads() + " at a time, and joined",
                compared.seconds(),
                compared,
                compared.peak());
        table.print(bench.out());
        bench.say(
                "shares took %.2f times as long; of it %.1f s to begin and %.1f s to join",
                compared.ratio(),
                compared.shared().get(0).seconds(),
                compared.shared().get(compared.shared().size() - 1).seconds());
    }

    private static void row(Table table, String side, double seconds, Comparison compared, long kibibytes) {
        table.row(
                side,
                String.format(Locale.ROOT, "%.1f", seconds),
                String.format(Locale.ROOT, "%.2e", compared.pairs() / seconds),
                String.format(Locale.ROOT, "%.2f", kibibytes / GIB));
    }
}
